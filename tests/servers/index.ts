import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Real WebDAV servers on loopback, each with a folder and a user of its own. */
export const SERVERS = ['apache', 'nginx', 'rclone'] as const;
export type ServerName = (typeof SERVERS)[number];

export interface RunningServer {
  address: string;
  user: string;
  password: string;
  /** The served folder on the disk. */
  folder: string;
  stop(): Promise<void>;
}

const USER = '读者';
const PASSWORD = '密码: π"1';
/** Who Debian's servers become when they are started as root. */
const SERVICE_USER = 'www-data';
const READY_MS = 20_000;

interface Setting {
  home: string;
  folder: string;
  port: number;
  passwords: string;
  /** Of nginx: the largest file that it takes, as it writes sizes; 0 for any. */
  uploadLimit: string;
}

/** How each is started: what it reads, and the command that stays in the foreground. */
const STARTS: Record<
  ServerName,
  { command: string; version: string[]; args: (setting: Setting) => string[] }
> = {
  apache: {
    command: 'apache2',
    version: ['-v'],
    args: (setting) => {
      const modules = [
        'mpm_event',
        'authz_core',
        'authz_user',
        'authn_core',
        'authn_file',
        'auth_basic',
        'dav',
        'dav_fs',
        'mime',
      ];
      const config = join(setting.home, 'apache.conf');
      writeFileSync(
        config,
        [
          ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
          `Listen 127.0.0.1:${setting.port}`,
          'ServerName localhost',
          `PidFile ${setting.home}/apache.pid`,
          `ErrorLog ${setting.home}/error.log`,
          ...(isRoot() ? [`User ${SERVICE_USER}`, `Group ${SERVICE_USER}`] : []),
          `DocumentRoot ${setting.folder}`,
          `DavLockDB ${setting.home}/locks`,
          'TypesConfig /dev/null',
          '<Location />',
          'Dav On',
          'AuthType Basic',
          'AuthName jingdu',
          'AuthBasicProvider file',
          `AuthUserFile ${setting.passwords}`,
          'Require valid-user',
          '</Location>',
        ].join('\n'),
      );
      return ['-f', config, '-DFOREGROUND'];
    },
  },
  nginx: {
    command: 'nginx',
    version: ['-v'],
    args: (setting) => {
      const config = join(setting.home, 'nginx.conf');
      writeFileSync(
        config,
        [
          'daemon off;',
          ...(isRoot() ? [`user ${SERVICE_USER};`] : []),
          `pid ${setting.home}/nginx.pid;`,
          `error_log ${setting.home}/error.log;`,
          'events {}',
          'http {',
          `access_log off; client_max_body_size ${setting.uploadLimit};`,
          ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
            (name) => `${name}_temp_path ${setting.home}/${name};`,
          ),
          `server { listen 127.0.0.1:${setting.port}; root ${setting.folder};`,
          `auth_basic jingdu; auth_basic_user_file ${setting.passwords};`,
          'location / { dav_methods PUT DELETE MKCOL COPY MOVE; dav_access user:rw; }',
          '} }',
        ].join('\n'),
      );
      return ['-c', config, '-e', join(setting.home, 'error.log')];
    },
  },
  rclone: {
    command: 'rclone',
    version: ['version'],
    args: (setting) => [
      ...['serve', 'webdav', setting.folder, '--addr', `127.0.0.1:${setting.port}`],
      ...['--user', USER, '--pass', PASSWORD, '--etag-hash', 'MD5', '--config', '/dev/null'],
      // The tests change the folder behind its back.
      ...['--dir-cache-time', '0'],
    ],
  },
};

const isRoot = () => process.getuid?.() === 0;

/** Whether a server's program is on this machine; `npm test` installs it where it may. */
export function hasServer(name: ServerName): boolean {
  const { command, version } = STARTS[name];
  return spawnSync(command, version).status === 0;
}

/** Starts a server on a free port, with an empty folder. Throws with what it said where it doesn't come up. */
export async function startServer(name: ServerName, { uploadLimit = '0' } = {}): Promise<RunningServer> {
  const home = mkdtempSync(join(tmpdir(), `jingdu-${name}-`));
  const folder = join(home, 'files');
  mkdirSync(folder);
  const passwords = join(home, 'passwords');
  const hash = createHash('sha1').update(PASSWORD).digest('base64');
  writeFileSync(passwords, `${USER}:{SHA}${hash}\n`);
  if (isRoot()) spawnSync('chown', ['-R', SERVICE_USER, home]);
  chmodSync(home, 0o755);
  const port = await freePort();
  const { command, args } = STARTS[name];
  const child = spawn(command, args({ home, folder, port, passwords, uploadLimit }), {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part) => {
    said += part;
  });
  const address = `http://127.0.0.1:${port}/`;
  const stop = async () => {
    await end(child);
    rmSync(home, { recursive: true, force: true });
  };
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer) return { address, user: USER, password: PASSWORD, folder, stop };
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop();
      throw new Error(`${name} didn't start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
}
