import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const require = createRequire(import.meta.url);

interface LinuxConfig {
  readonly linux: object;
}
interface Target {
  readonly desktopEntry: { readonly value: Promise<string> };
}
type TargetClass = new (
  name: string,
  packager: object,
  helper: { computeDesktopEntry(options: object, exec: string): Promise<string> },
  folder: string,
) => Target;

// The packer's own parts: what it adds to our settings, nothing of ours could tell.
const { getConfig } = require('app-builder-lib/out/util/config/config') as {
  getConfig(folder: string, path: null, given: null): Promise<LinuxConfig>;
};
const { default: AppImageTarget } =
  require('app-builder-lib/out/targets/appimage/AppImageTarget') as { default: TargetClass };

/** The command of an AppImage's desktop entry, as electron-builder makes it of these settings. */
function startOfAppImage(config: LinuxConfig): Promise<string> {
  const packager = {
    config,
    platformSpecificBuildOptions: config.linux,
    appInfo: { buildVersion: '1' },
  };
  const helper = { computeDesktopEntry: async (_options: object, exec: string) => exec };
  return new AppImageTarget('AppImage', packager, helper, root).desktopEntry.value;
}

it('ELE-04: an AppImage starts with Chromium’s sandbox, which electron-builder would leave out', async () => {
  const config = await getConfig(root, null, null);
  expect(await startOfAppImage({ ...config, ...{ appImage: {} } })).toContain('--no-sandbox');
  expect(await startOfAppImage(config)).toBe('AppRun %U');
});
