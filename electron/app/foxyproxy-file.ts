import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoxyProxyFormat } from '../../shared/contract/window';
import type { Profile } from '../../shared/model/profile';
import { foxyProxyFileName, foxyProxyJson } from '../browser/foxyproxy';
import { foxyProxyXml } from '../browser/foxyproxy-xml';

export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

/** The file that brings a tunnel into FoxyProxy. */
export function foxyProxyFile(
  profile: Profile,
  format: FoxyProxyFormat,
  date = new Date(),
): ExportFile {
  const { name, listen } = profile;
  const target = { name, host: '127.0.0.1', port: listen.port } as const;
  return {
    name: foxyProxyFileName(format, date, name),
    // The files AWS hands out for old FoxyProxy say localhost, and so do the people who compare.
    text: format === 'xml' ? foxyProxyXml({ ...target, host: 'localhost' }) : foxyProxyJson(target),
  };
}

/** Files made only to be dragged out of the window. Whoever they are dropped on copies them. */
export class DragFolder {
  readonly #folders: string[] = [];

  /** Writes the file into a fresh folder that only this user can enter; answers its path. */
  async write({ name, text }: ExportFile): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'culvert-drag-'));
    this.#folders.push(folder);
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  }

  /** Removes them all; the last drop has long been taken when the app quits. */
  async remove(): Promise<void> {
    for (const folder of this.#folders.splice(0)) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
