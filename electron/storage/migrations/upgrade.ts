/** A stored document of some version, as JSON gave it. */
export type RawDocument = Readonly<Record<string, unknown>>;

/** Turns a document of one version into one of the next. Pure; throws on what it cannot read. */
export type UpgradeStep = (document: RawDocument) => RawDocument;

export type Upgraded =
  | { readonly outcome: 'current'; readonly document: RawDocument; readonly changed: boolean }
  /** Written by a later Culvert: it must be neither read nor overwritten. */
  | { readonly outcome: 'newer'; readonly version: number }
  | { readonly outcome: 'unreadable' };

/** The version this Culvert writes when it knows these steps. */
export function currentVersion(steps: readonly UpgradeStep[]): number {
  return steps.length + 1;
}

/** Brings a document up to the version this Culvert writes, one step at a time. */
export function upgrade(document: RawDocument, steps: readonly UpgradeStep[]): Upgraded {
  const stored = document['version'];
  if (typeof stored !== 'number' || !Number.isSafeInteger(stored) || stored < 1) {
    return { outcome: 'unreadable' };
  }
  const target = currentVersion(steps);
  if (stored > target) return { outcome: 'newer', version: stored };
  let current = document;
  for (const [index, step] of steps.slice(stored - 1).entries()) {
    current = { ...step(current), version: stored + index + 1 };
  }
  return { outcome: 'current', document: current, changed: current !== document };
}
