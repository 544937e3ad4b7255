import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownPorts } from '../../../electron/flows/known-ports';

/**
 * The same answer as people would compute it without Culvert: every file through zcat, grouped by
 * awk in one pass over the records of the default format, and then judged by the same rules over
 * the groups. Written to be fast in mawk: one text as key, no functions, no fields split twice.
 * Whose addresses are whose is given to it; Culvert finds that out.
 */
const program = `
function rank(port) { return port < 1024 || (port in listens) ? 0 : port < 32768 ? 1 : 2 }
BEGIN {
  while ((getline line < own) > 0) { split(line, part, " "); mine[part[1]] = part[2] }
  while ((getline line < known) > 0) listens[line] = 1
}
$14 == "SKIPDATA" { skipped++; next }
$14 != "OK" || !($3 in mine) { next }
{
  records++
  if ($4 == mine[$3]) { turn = "o"; near = $6; far = $7; peer = $5 }
  else { turn = "i"; near = $7; far = $6; peer = $4 }
  a = near < 1024 ? 0 : near < 32768 ? 1 : 2; b = far < 1024 ? 0 : far < 32768 ? 1 : 2
  if (a > b) near = -1; else if (b > a) far = -1
  key = $3 " " turn " " peer " " near " " far " " $8 " " $13
  bytes[key] += $10; packets[key] += $9
  if (!n[key]++ || $11 < first[key]) first[key] = $11
  if ($12 > last[key]) last[key] = $12
}
END {
  for (key in n) {
    split(key, k, " "); here = mine[k[1]]; near = k[4]; far = k[5]
    there_end = k[3] " " far " " k[6]; here_end = here " " near " " k[6]
    if (near == -1) { if (far > 0) likely[there_end] = 1 }
    else if (far == -1) { if (near > 0) likely[here_end] = 1 }
    else {
      if (far > 0 && !((there_end " " here " " near) in met)) {
        met[there_end " " here " " near] = 1; fan[there_end]++
      }
      if (near > 0 && !((here_end " " k[3] " " far) in met)) {
        met[here_end " " k[3] " " far] = 1; fan[here_end]++
      }
      pair = k[1] " " k[3] " " near " " far " " k[6]
      if (k[2] == "o") { if (!(pair in out) || first[key] < out[pair]) out[pair] = first[key] }
      else if (!(pair in back) || first[key] < back[pair]) back[pair] = first[key]
    }
  }
  for (key in n) {
    split(key, k, " "); here = mine[k[1]]; near = k[4]; far = k[5]; guess = 0
    there_end = k[3] " " far " " k[6]; here_end = here " " near " " k[6]
    if (near == -1) guess = 1; else if (far == -1) guess = -1
    else {
      if (k[6] != 1 && k[6] != 58) guess = rank(near) - rank(far)
      if (!guess) guess = (there_end in likely) - (here_end in likely)
      if (!guess) {
        f = (there_end in fan) ? fan[there_end] : 0; m = (here_end in fan) ? fan[here_end] : 0
        if (f >= 2 && f >= 2 * m) guess = 1; else if (m >= 2 && m >= 2 * f) guess = -1
      }
      if (!guess) {
        pair = k[1] " " k[3] " " near " " far " " k[6]
        if (!(pair in back)) guess = 1; else if (!(pair in out)) guess = -1
        else guess = back[pair] - out[pair]
      }
    }
    if (k[7] == "REJECT" && ((k[2] == "o" && guess < 0) || (k[2] == "i" && guess > 0))) guess = 0
    who = guess > 0 ? "node" : guess < 0 ? "peer" : "unknown"
    port = guess > 0 ? far : guess < 0 ? near : 0
    if (port <= 0 || (k[6] != 6 && k[6] != 17)) port = "-"
    line = k[1] " " who " " k[3] " " port " " k[6] " " k[7]
    b2[line] += bytes[key]; p2[line] += packets[key]; n2[line] += n[key]
    if (!(line in f2) || first[key] < f2[line]) f2[line] = first[key]
    if (last[key] > l2[line]) l2[line] = last[key]
  }
  for (line in n2) printf "%s %.0f %.0f %d %d %d\\n", line, b2[line], p2[line], n2[line], f2[line], l2[line]
  print records, skipped > "/dev/stderr"
}`;

const grouping = '"$5" -v own="$2" -v known="$3" -f "$4"';

export interface AwkAnswer {
  readonly seconds: number;
  /** `interface initiator far port protocol action bytes packets records first last`. */
  readonly lines: readonly string[];
}

/** Seconds and destinations of `zcat FILES | awk`, by the awk of that name; of zcat alone for null. */
export async function awkAnswer(
  folder: string,
  interfaces: readonly { id: string; addresses: readonly string[] }[],
  awk: string | null,
): Promise<AwkAnswer> {
  const beside = (name: string, text: string) => {
    const path = join(folder, '..', name);
    writeFileSync(path, text);
    return path;
  };
  const own = beside(
    'own.txt',
    interfaces.map((each) => `${each.id} ${each.addresses[0]}\n`).join(''),
  );
  const known = beside('known.txt', knownPorts().join('\n'));
  const script = beside('group.awk', program);
  const began = performance.now();
  const command = `set -o pipefail
    find "$1" -name '*.gz' -print0 | xargs -0 zcat | ${awk === null ? 'cat > /dev/null' : grouping}`;
  const child = spawn('bash', ['-c', command, 'bash', folder, own, known, script, awk ?? ''], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`zcat | ${awk} ended with ${code}`);
  return {
    seconds: (performance.now() - began) / 1000,
    lines: output.split('\n').filter((line) => line !== ''),
  };
}

/** The awks of this machine, the fastest first. */
export function awks(): readonly string[] {
  return ['mawk', 'gawk'].filter((name) => spawnSync(name, ['BEGIN {}']).status === 0);
}
