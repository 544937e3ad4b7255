import type { ImportChoice } from '../../shared/contract/import-calls';
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
import { valueOrTold } from './calls';
import { currentText } from './facts';
import { closeImport, type Importing, type ImportRow, useImports } from './imports';
import { showToast } from './toasts';

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
