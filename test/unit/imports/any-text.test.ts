import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Found } from '../../../electron/imports/found-tunnel';
import { jsonProxies } from '../../../electron/imports/foxyproxy/json-proxies';
import { readFoxyProxy } from '../../../electron/imports/foxyproxy/read-foxyproxy';
import { xmlProxies } from '../../../electron/imports/foxyproxy/xml-proxies';
import { readMobaXterm } from '../../../electron/imports/mobaxterm/read-mobaxterm';
import { readPutty } from '../../../electron/imports/putty/read-putty';
import { fileSession, registrySessions } from '../../../electron/imports/putty/session-sources';
import { settle } from '../../../electron/imports/settle';
import { readSshConfig } from '../../../electron/imports/ssh-config/read-ssh-config';
import { importPreviewSchema } from '../../../shared/model/import-preview';
import { memoryFiles } from './memory-files';

const pieces = fc.constantFrom(
  'Host ',
  'Match ',
  'exec ',
  'Include ',
  'HostName ',
  'ProxyJump ',
  'DynamicForward ',
  'a',
  'b',
  '\n',
  ' ',
  '"',
  "'",
  '\\',
  '%h',
  '=',
  ',',
  ':',
  '8157',
  '99999',
  '@',
  '*',
  '!',
  '#',
  '[',
  ']',
  '[PortForwarding]\n',
  '0001.x=Dynamic;',
  ';',
  '[Bookmarks]\n',
  'x=#109#0%',
  '%',
  '_ProfileDir_',
  '[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\x]\n',
  '"HostName"="',
  'HostName=',
  '"PortForwardings"="D8157=,"\n',
  'ProxyMethod=6\n',
  '<proxy>',
  '<match pattern="',
  '/>',
  '{"data":[',
  '{"hostname":"localhost","type":"socks5","port":"8157","include":[]}',
  ']}',
  '__proto__',
  '\0',
  '\u202e',
  '\u001b',
  '\u00a0',
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

const files = memoryFiles({ '/home/ana/.ssh/config': 'Include config\nHost z' });

async function everyReading(source: string): Promise<Found[]> {
  const found = [
    await readSshConfig(source, '/home/ana/.ssh/config', 'config', files),
    readMobaXterm(source, 'x.ini', files),
    readPutty(registrySessions('x.reg', source)),
    readPutty([fileSession('x', source)]),
  ];
  for (const read of [xmlProxies, jsonProxies]) {
    try {
      found.push(readFoxyProxy(read('x', source)));
    } catch {
      // Not well formed, which whoever asked is told in words.
    }
  }
  return found;
}

it('any text at all gives a preview that the model takes', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (source) => {
      for (const found of await everyReading(source)) {
        const preview = await settle('putty', found, [], files);
        expect(importPreviewSchema.safeParse(preview).error).toBeUndefined();
      }
    }),
    { numRuns: 400 },
  );
});
