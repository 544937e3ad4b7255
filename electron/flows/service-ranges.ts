import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ServiceRange } from './services';

/** The part of AWS's ip-ranges.json that names IPv4 addresses (AWS IP address ranges, syntax). */
const publishedSchema = z.object({
  prefixes: z.array(z.object({ ip_prefix: z.string(), region: z.string(), service: z.string() })),
});

/**
 * AWS's published address ranges from a copy of https://ip-ranges.amazonaws.com/ip-ranges.json.
 * Culvert does not fetch it by itself: reading flow logs asks nothing of the network.
 *
 * @returns null when the file is none; the system's error is thrown when it cannot be read.
 */
export async function readServiceRanges(path: string): Promise<readonly ServiceRange[] | null> {
  const parsed = publishedSchema.safeParse(asJson(await readFile(path, 'utf8')));
  if (!parsed.success) return null;
  return parsed.data.prefixes.map(({ ip_prefix: cidr, service }) => ({ cidr, service }));
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
