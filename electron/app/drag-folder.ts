import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportFile } from '../browser/exports/export-source';

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
