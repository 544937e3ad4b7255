import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temp-folder';

const script = fileURLToPath(new URL('../../scripts/audit.mjs', import.meta.url));
let server: Server | undefined;
let cache: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  cache = temporaryFolder('culvert-audit-');
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  cache.remove();
});

/** A registry that answers npm's question for advisories this way, and knows ssh2. */
async function registry(status: number, advisories: object): Promise<string> {
  const asked = createServer((request, response) => {
    request.resume();
    const isQuestion = request.url === '/-/npm/v1/security/advisories/bulk';
    const packument = {
      name: 'ssh2',
      'dist-tags': { latest: '1.17.0' },
      versions: { '1.17.0': { name: 'ssh2', version: '1.17.0' } },
    };
    response.writeHead(isQuestion ? status : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isQuestion ? advisories : packument));
  });
  server = asked;
  await new Promise<void>((resolve) => asked.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(asked.address() as AddressInfo).port}/`;
}

async function audit(url: string) {
  // npm keeps what it was told of advisories: not among what this user's own npm keeps.
  const env = {
    ...process.env,
    npm_config_registry: url,
    npm_config_fetch_retries: '0',
    npm_config_cache: cache.path,
  };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, said };
}

const advisory = (severity: string) => ({
  ssh2: [
    {
      id: 1,
      url: 'https://advisories.example/1',
      title: 'made up',
      severity,
      vulnerable_versions: '<2.0.0',
      cwe: [],
      cvss: { score: 9, vectorString: null },
    },
  ],
});

it.each([
  ['an advisory that is critical ends with 1 and is named', 200, advisory('critical'), 1, 'ssh2'],
  ['one that is low does not', 200, advisory('low'), 0, 'No high or critical'],
  ['none ends with 0', 200, {}, 0, 'No high or critical'],
  ['a registry that keeps no advisories is no all-clear', 405, {}, 3, 'Not checked'],
] as const)('npm run audit: %s', async (_what, status, advisories, code, words) => {
  const outcome = await audit(await registry(status, advisories));
  expect(outcome.said).toContain(words);
  expect(outcome.code).toBe(code);
});
