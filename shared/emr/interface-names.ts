import { webInterfaces } from './cluster-pages';

/** Served for one application at a time, so that no cluster has a page of its own for them. */
const perApplication: readonly (readonly [number, string])[] = [
  [20_888, 'YARN applications'],
  [4040, 'Spark application'],
  [4440, 'Spark application'],
];

/** Ports that mean something else everywhere but on EMR. */
const notTelling = new Set([80, 443]);

function namesByPort(): Map<number, string> {
  const names = new Map(perApplication);
  for (const { name, kind, listeners } of webInterfaces) {
    if (kind !== 'page') continue;
    for (const { port } of listeners) {
      const before = names.get(port);
      if (notTelling.has(port) || before === name) continue;
      names.set(port, before === undefined ? name : `${before} / ${name}`);
    }
  }
  return names;
}

/** What usually answers on a port of an EMR cluster. */
export const interfaceNames: ReadonlyMap<number, string> = namesByPort();
