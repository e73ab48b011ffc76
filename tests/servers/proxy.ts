import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request or to its answer on the way. */
export type Fault =
  /** The connection is cut before the server hears of the request. */
  | { kind: 'dropped-before' }
  /** The connection is cut after half of what is sent. */
  | { kind: 'cut-upload' }
  /** The server does its work; its answer is lost. */
  | { kind: 'dropped-after' }
  /** Somebody else answers; the server hears nothing. */
  | { kind: 'answered'; status: number; headers?: Record<string, string>; body?: string }
  /** Half of the answer comes at once, the other half so many milliseconds later. */
  | { kind: 'slow'; delay: number }
  /** The connection is cut after half of the answer. */
  | { kind: 'cut-off' }
  /** Half of the answer comes, and claims to be all. */
  | { kind: 'shortened' }
  /** Headers of the answer say something else. */
  | { kind: 'relabelled'; headers: Record<string, string> };

/** Milliseconds in which a server has begun to store what came. */
const UPLOAD_MS = 20;

export interface FaultyProxy {
  address: string;
  /** Decides what happens to a request, `PUT /folder/manifest.json`; `undefined` is nothing. */
  fault: (request: string) => Fault | undefined;
  stop(): Promise<void>;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Stands before a server on loopback, and lets everything through until `fault` says otherwise. */
export async function startProxy(target: string): Promise<FaultyProxy> {
  const server = createServer((request, response) => {
    const fault = proxy.fault(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
    pass(target, request, response, fault).catch(() => request.socket.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const proxy: FaultyProxy = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    fault: () => undefined,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

async function pass(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<void> {
  const sent = await bytesOf(request);
  if (fault?.kind === 'dropped-before') return void request.socket.destroy();
  if (fault?.kind === 'cut-upload') {
    await sendHalf(target, request, sent);
    return void request.socket.destroy();
  }
  if (fault?.kind === 'answered') {
    response.writeHead(fault.status, fault.headers).end(fault.body);
    return;
  }
  const { status, headers, body } = await ask(target, request, sent);
  const half = body.subarray(0, body.length / 2);
  switch (fault?.kind) {
    case 'dropped-after':
      request.socket.destroy();
      return;
    case 'cut-off':
      response.writeHead(status, headers);
      response.write(half, () => request.socket.destroy());
      return;
    case 'shortened':
      response.writeHead(status, { ...headers, 'content-length': half.length }).end(half);
      return;
    case 'slow':
      response.writeHead(status, headers);
      response.write(half);
      setTimeout(() => response.end(body.subarray(half.length)), fault.delay);
      return;
    case 'relabelled':
      response.writeHead(status, { ...headers, ...fault.headers }).end(body);
      return;
    default:
      response.writeHead(status, headers).end(body);
  }
}

/** Hands the request on as it came, and waits for the whole answer. */
function ask(target: string, { url = '/', method, headers }: IncomingMessage, sent: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const passed = forward(new URL(url, target), { method, headers }, (answer) => {
      const { statusCode: status = 502, headers: own } = answer;
      // Whole by now, so its length is known.
      const { 'transfer-encoding': _, connection: __, ...kept } = own;
      bytesOf(answer).then(
        (body) => resolve({ status, headers: withLength(kept, method, status, body), body }),
        reject,
      );
    });
    passed.on('error', reject);
    passed.end(sent);
  });
}

/** Sends half of a request, and leaves the server alone with it. */
function sendHalf(
  target: string,
  { url = '/', method, headers }: IncomingMessage,
  sent: Buffer,
): Promise<void> {
  return new Promise((cut) => {
    const passed = forward(new URL(url, target), { method, headers });
    passed.on('error', () => cut());
    passed.on('close', () => cut());
    passed.write(sent.subarray(0, sent.length / 2), () => setTimeout(() => passed.destroy(), UPLOAD_MS));
  });
}

const withLength = (headers: IncomingHttpHeaders, method = '', status: number, body: Buffer) =>
  method === 'HEAD' || status === 204 || status === 304
    ? headers
    : { ...headers, 'content-length': String(body.length) };

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
