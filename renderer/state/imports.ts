import { create } from 'zustand';
import type { ImportOffer, ImportPlace } from '../../shared/contract/import-calls';
import { importLimits } from '../../shared/model/import-limits';
import { tell, valueOrTold } from './calls';

/** What the person has decided about one proposed tunnel. */
export interface ImportRow {
  readonly chosen: boolean;
  readonly name: string;
  readonly localPort: string;
  readonly host: string;
}

export interface Importing {
  readonly offer: ImportOffer;
  /** One for each tunnel of the offer. */
  readonly rows: readonly ImportRow[];
  readonly saving: boolean;
}

interface ImportState {
  /** Programs that have settings on this computer. */
  readonly places: readonly ImportPlace[];
  readonly importing: Importing | null;
}

export const useImports = create<ImportState>()(() => ({ places: [], importing: null }));

/** Looks which programs have settings here, for the menus that offer them. */
export async function lookForPlaces(): Promise<void> {
  const found = await window.culvert.importPlaces(undefined);
  if (found.ok) useImports.setState({ places: found.value });
}

/** Shows what a file the person picks, or a program's settings, would bring. */
export async function openImport(from: ImportPlace | 'file'): Promise<void> {
  const offer = await valueOrTold(window.culvert.previewImport({ from }));
  if (offer && offer.value !== null) show(offer.value);
}

/** Shows what a dropped file would bring. It is read here: its path is not for the window to know. */
export async function openDropped(file: File): Promise<void> {
  if (file.size > importLimits.bytes) {
    const failure = { code: 'import-unreadable', name: file.name, why: 'too-large' } as const;
    tell({ code: 'failure', failure });
    return;
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // A folder, or a file that is gone.
    const failure = { code: 'import-unreadable', name: file.name, why: 'not-a-file' } as const;
    tell({ code: 'failure', failure });
    return;
  }
  const offer = await valueOrTold(window.culvert.previewDropped({ name: file.name, bytes }));
  if (offer) show(offer.value);
}

function show(offer: ImportOffer): void {
  const rows = offer.tunnels.map(({ draft, proposed }) => ({
    chosen: proposed,
    name: draft.name,
    localPort: String(draft.localPort),
    host: draft.bastion.host,
  }));
  useImports.setState({ importing: { offer, rows, saving: false } });
}

export function closeImport(): void {
  useImports.setState({ importing: null });
}
