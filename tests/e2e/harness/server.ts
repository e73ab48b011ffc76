import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

const FIXTURES = resolve('tests/fixtures');

/** A request that reached the server, so that a test can prove which ones were never made. */
export interface RecordedRequest {
  method: string;
  /** Host as the browser asked for it, with port. */
  host: string;
  /** Path with query. */
  path: string;
  headers: IncomingHttpHeaders;
}

export interface PageServer {
  port: number;
  /** Every request so far, favicons included. Empty it to start afresh: `requests.length = 0`. */
  requests: RecordedRequest[];
  /** The address of a path on a host that the browser under test resolves to this machine. */
  url(host: string, path: string): string;
  /** Serves a body at a path of every host. HTML without charset unless the headers say otherwise. */
  page(path: string, body: string | Uint8Array, headers?: Record<string, string>): void;
  /**
   * Serves `tests/fixtures/<name>/page.html`, byte for byte, at the host and path of the address in its expected.json.
   * @returns its address
   */
  fixture(name: string, options?: { charset?: string }): string;
  close(): Promise<void>;
}

/** Starts a server on loopback that plays the portals. */
export async function startServer(): Promise<PageServer> {
  const pages = new Map<string, { body: string | Uint8Array; headers: Record<string, string> }>();
  const requests: RecordedRequest[] = [];

  const server = createServer(({ method = '', url = '', headers }, response) => {
    requests.push({ method, host: headers.host ?? '', path: url, headers });
    const page = pages.get(url) ?? pages.get(url.replace(/\?.*/, ''));
    response.writeHead(page ? 200 : 404, page?.headers).end(page?.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  const url = (host: string, path: string) => `http://${host}:${port}${path}`;
  const page: PageServer['page'] = (path, body, headers = { 'content-type': 'text/html' }) => {
    pages.set(path, { body, headers });
  };

  return {
    port,
    requests,
    url,
    page,
    fixture(name, { charset } = {}) {
      const { hostname, pathname } = new URL(readExpected(name).url);
      page(pathname, readFileSync(resolve(FIXTURES, name, 'page.html')), {
        'content-type': charset ? `text/html; charset=${charset}` : 'text/html',
      });
      return url(hostname, pathname);
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        // Browsers hold connections open; without this the server waits for them.
        server.closeAllConnections();
      }),
  };
}

function readExpected(name: string): { url: string } {
  const path = resolve(FIXTURES, name, 'expected.json');
  if (!existsSync(path)) throw new Error(`no fixture ${name}: ${path} is missing`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
