import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The question as people ask it today: every file through zcat, grouped by awk with the same rules
 * for ports, for the default format. It pairs nothing and names no service, so that what it does is
 * less than what it is measured against.
 */
const program = `
BEGIN { while ((getline line < own) > 0) { split(line, part, " "); mine[part[1]] = part[2] } }
$14 == "SKIPDATA" { skipped++; next }
$14 != "OK" || !($3 in mine) { next }
{
  records++
  out = ($4 == mine[$3]); near = out ? $6 : $7; far = out ? $7 : $6; peer = out ? $5 : $4
  a = near < 1024 ? 0 : near < 32768 ? 1 : 2; b = far < 1024 ? 0 : far < 32768 ? 1 : 2
  if (b < a) { who = "node"; port = far } else if (a < b) { who = "peer"; port = near }
  else { who = "unknown"; port = near " " far }
  key = $3 " " who " " peer " " port " " $8 " " $13
  bytes[key] += $10; packets[key] += $9; n[key]++
  if (!(key in first) || $11 < first[key]) first[key] = $11
  if ($12 > last[key]) last[key] = $12
}
END { for (key in n) print key, bytes[key], packets[key], n[key], first[key], last[key]
  print records, skipped > "/dev/stderr" }`;

/** Seconds and destinations of `zcat FILES | awk`. */
export async function awkAnswer(
  folder: string,
  interfaces: readonly { id: string; addresses: readonly string[] }[],
): Promise<{ readonly seconds: number; readonly rows: number }> {
  const own = join(folder, '..', 'own.txt');
  const script = join(folder, '..', 'group.awk');
  writeFileSync(own, interfaces.map(({ id, addresses }) => `${id} ${addresses[0]}\n`).join(''));
  writeFileSync(script, program);
  const began = performance.now();
  const command = `find "$1" -name '*.gz' -print0 | xargs -0 zcat | awk -v own="$2" -f "$3" | wc -l`;
  const child = spawn('bash', ['-c', command, 'bash', folder, own, script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`zcat | awk ended with ${code}`);
  return { seconds: (performance.now() - began) / 1000, rows: Number(output) };
}
