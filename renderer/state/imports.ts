import { create } from 'zustand';
import type { ImportChoice, ImportOffer, ImportPlace } from '../../shared/contract/import-calls';
import { importLimits } from '../../shared/model/import-limits';
import type { ImportTunnel } from '../../shared/model/import-preview';
import {
  type FieldProblem,
  fieldProblemSchema,
  hostSchema,
  nameSchema,
  portSchema,
} from '../../shared/model/profile';
import type { ProfileView } from '../../shared/model/profile-view';
import { select, showPage, useApp } from './app-store';
import { tell, valueOrTold } from './calls';
import { currentText } from './facts';
import { showToast } from './toasts';

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

export function changeRow(index: number, update: Partial<ImportRow>): void {
  useImports.setState(({ importing }) =>
    importing === null
      ? {}
      : {
          importing: {
            ...importing,
            rows: importing.rows.map((row, at) => (at === index ? { ...row, ...update } : row)),
          },
        },
  );
}

export function chooseAll(chosen: boolean): void {
  useImports.setState(({ importing }) =>
    importing === null
      ? {}
      : { importing: { ...importing, rows: importing.rows.map((row) => ({ ...row, chosen })) } },
  );
}

export interface RowProblems {
  readonly name: FieldProblem | null;
  readonly localPort: FieldProblem | 'twice' | null;
  readonly host: FieldProblem | null;
  /** A stored tunnel with the same port, which cannot run at the same time. */
  readonly twin: string | null;
}

/** What is wrong with a row, by field; a row that is not chosen has no problems. */
export function rowProblems(
  { offer, rows }: Importing,
  index: number,
  profiles: readonly ProfileView[],
): RowProblems {
  const row = rows[index];
  const tunnel = offer.tunnels[index];
  if (row === undefined || tunnel === undefined || !row.chosen) {
    return { name: null, localPort: null, host: null, twin: null };
  }
  const port = portOf(row);
  const isHere = ({ draft }: ImportTunnel): boolean => draft.kind !== 'remote';
  const isTwice = rows.some((other, at) => {
    const others = offer.tunnels[at];
    return (
      at !== index &&
      other.chosen &&
      others !== undefined &&
      isHere(others) &&
      portOf(other) === port
    );
  });
  const twin = isHere(tunnel)
    ? profiles.find(({ kind, localPort }) => kind !== 'remote' && localPort === port)
    : undefined;
  const portProblem = problemOf(portSchema, port);
  return {
    name: problemOf(nameSchema, row.name),
    localPort: portProblem ?? (isHere(tunnel) && isTwice ? 'twice' : null),
    host: problemOf(hostSchema, row.host),
    twin: twin?.name ?? null,
  };
}

function portOf({ localPort }: ImportRow): number {
  return /^\d{1,5}$/.test(localPort.trim()) ? Number(localPort) : Number.NaN;
}

interface Schema {
  safeParse(value: unknown): {
    readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined;
  };
}

function problemOf(schema: Schema, value: unknown): FieldProblem | null {
  const message = schema.safeParse(value).error?.issues[0]?.message;
  if (message === undefined) return null;
  const known = fieldProblemSchema.safeParse(message);
  return known.success ? known.data : 'host-invalid';
}

/** Whether what is chosen can be stored as it stands. */
export function canImport(importing: Importing): boolean {
  return (
    importing.rows.some(({ chosen }) => chosen) &&
    importing.rows.every((_row, index) => {
      const { name, localPort, host } = rowProblems(importing, index, []);
      return name === null && host === null && localPort === null;
    })
  );
}

/** Stores what is chosen; a notice takes it back. */
export async function confirmImport(): Promise<void> {
  const { importing } = useImports.getState();
  if (importing === null || importing.saving || !canImport(importing)) return;
  useImports.setState({ importing: { ...importing, saving: true } });
  const chosen: ImportChoice[] = importing.rows.flatMap((row, index) =>
    row.chosen ? [{ index, name: row.name, localPort: portOf(row), host: row.host.trim() }] : [],
  );
  const { importId } = importing.offer;
  const stored = await valueOrTold(window.culvert.importTunnels({ importId, chosen }));
  if (!stored) {
    useImports.setState({ importing: { ...importing, saving: false } });
    return;
  }
  closeImport();
  const { profileIds } = stored.value;
  showPage('tunnels');
  select(profileIds[0] ?? null);
  const text = currentText();
  showToast({
    text: text.imports.done(profileIds.length),
    action: { label: text.list.undo, run: () => void takeBack(profileIds) },
  });
}

/** One that was started meanwhile stays, and says that it must be stopped first. */
async function takeBack(profileIds: readonly string[]): Promise<void> {
  const known = new Set(useApp.getState().facts?.profiles.map(({ id }) => id));
  for (const profileId of profileIds) {
    if (known.has(profileId)) await valueOrTold(window.culvert.removeProfile({ profileId }));
  }
}
