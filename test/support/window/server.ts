import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentPolicy } from '../../../electron/shell/content-policy';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

export interface WindowServer {
  readonly url: string;
  stop(): Promise<void>;
}

const folder = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));

/** Serves the window on loopback as `npm run build` made it. */
export async function serveWindow(): Promise<WindowServer> {
  if (!existsSync(join(folder, 'index.html'))) throw new Error('npm run build comes first');
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://window').pathname);
    if (path === '/favicon.ico') {
      // Chromium asks for one by itself; the app's window does not.
      response.writeHead(204).end();
      return;
    }
    const file = path === '/' ? '/index.html' : path;
    try {
      const body = readFileSync(join(folder, file));
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': contentPolicy,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
