import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { doctorHandlers } from '../../../electron/app/doctor-handlers';
import type { Desktop, Engine } from '../../../electron/app/ports';
import type { About, Preferences } from '../../../shared/contract/window';
import { brokenNetwork } from '../../support/doctor-scenarios';
import { temporaryFolder } from '../../support/temp-folder';

const folder = temporaryFolder('culvert-report-');
afterAll(() => folder.remove());

function handlers(
  choose: (name: string) => string | null,
  language: Preferences['language'] = 'en',
) {
  const call = async () => brokenNetwork();
  return doctorHandlers({
    model: { engine: { call } as unknown as Engine },
    desktop: { chooseExportFile: async (name) => choose(name) } as Desktop,
    about: () => ({ systemLanguage: 'ko' }) as About,
    preferences: { get: () => ({ language }) as Preferences, set: () => undefined },
  });
}

const asked = {
  place: { region: 'ap-northeast-2', awsProfile: null },
  clusterId: 'j-1ABCDEFGHIJKL',
  bastion: null,
  myAddress: null,
  sshPort: 22,
  localPort: 8157,
  primarySshPort: null,
};

describe('the report of an examination', () => {
  it.each([
    ['markdown', 'network-j-1ABCDEFGHIJKL.md', '# Network of nightly-etl'],
    ['json', 'network-j-1ABCDEFGHIJKL.json', '"MASTER_UI_NOT_OPEN_TO_BASTION"'],
    ['svg', 'network-j-1ABCDEFGHIJKL.svg', '<svg xmlns='],
  ] as const)('is written as %s where the person says', async (format, name, holds) => {
    const { examineNetwork, saveNetworkReport } = handlers((given) => join(folder.path, given));
    await examineNetwork({ jobId: 'one', ...asked });
    expect(await saveNetworkReport({ jobId: 'one', format })).toBe(name);
    expect(readFileSync(join(folder.path, name), 'utf8')).toContain(holds);
  });

  it('speaks the language of the window', async () => {
    const { examineNetwork, saveNetworkReport } = handlers(
      () => join(folder.path, 'ko.md'),
      'system',
    );
    await examineNetwork({ jobId: 'one', ...asked });
    await saveNetworkReport({ jobId: 'one', format: 'markdown' });
    expect(readFileSync(join(folder.path, 'ko.md'), 'utf8')).toContain('의 네트워크');
  });

  it('is not written when the dialog is cancelled, nor for an examination that was none', async () => {
    const { examineNetwork, saveNetworkReport } = handlers(() => null);
    await examineNetwork({ jobId: 'one', ...asked });
    expect(await saveNetworkReport({ jobId: 'one', format: 'svg' })).toBeNull();
    await expect(saveNetworkReport({ jobId: 'two', format: 'svg' })).rejects.toMatchObject({
      error: { code: 'not-permitted' },
    });
  });
});
