import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../shared/model/failure';
import { classify } from '../aws/classify';
import { saveFile } from '../storage/save-file';
import type { ServiceRange } from './services';
import { shippedRanges } from './shipped-ranges';

/** Where AWS publishes its address ranges (VPC user guide, "AWS IP address ranges"). */
export const publishedRanges = 'https://ip-ranges.amazonaws.com/ip-ranges.json';

const served = { region: z.string(), service: z.string() };

/** What AWS's ip-ranges.json says of addresses, and when it was made. */
const publishedSchema = z.object({
  createDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}/)
    .optional(),
  prefixes: z.array(z.object({ ip_prefix: z.string(), ...served })),
  /** Not in every copy that a person has cut to what is needed. */
  ipv6_prefixes: z.array(z.object({ ipv6_prefix: z.string(), ...served })).default([]),
});

export interface ServiceRanges {
  readonly ranges: readonly ServiceRange[];
  /** The day AWS made them, `2026-11-22`; null where the file does not say. */
  readonly made: string | null;
}

/** Beside the settings; a copy that is gone is fetched again when somebody asks for it. */
const keptName = 'ip-ranges.json';
/** Several times what AWS publishes. */
const mostBytes = 32 * 2 ** 20;
const patienceMs = 30_000;
/** What failures call the question: it is no call of AWS's API. */
const action = 'GET ip-ranges.json';

/**
 * AWS's published address ranges from a copy of {@link publishedRanges}.
 *
 * @returns null when the file is none; the system's error is thrown when it cannot be read.
 */
export async function readServiceRanges(path: string): Promise<ServiceRanges | null> {
  return rangesIn(await readFile(path, 'utf8'));
}

/** The copy that was fetched last, or the ranges that come with Culvert until there is one. */
export async function keptRanges(dataFolder: string): Promise<ServiceRanges> {
  // A missing copy is the usual case, and a broken one is mended by fetching it again.
  const text = await readFile(join(dataFolder, keptName), 'utf8').catch(() => '');
  return rangesIn(text) ?? shippedRanges;
}

/**
 * Fetches AWS's published ranges and keeps them. Only ever done because a person has asked for it:
 * reading flow logs asks nothing of the network.
 *
 * @param url another place than AWS's, for a test.
 * @throws FailureError `aws-unreachable`, `aws-refused` or `file-unwritable`, or the signal's reason;
 * what was kept before stays then.
 */
export async function fetchRanges(
  dataFolder: string,
  signal: AbortSignal,
  url: string = publishedRanges,
): Promise<ServiceRanges> {
  const text = await download(url, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
  signal.throwIfAborted();
  const found = text === null ? null : rangesIn(text);
  if (text === null || found === null) throw refused(url, 'no list of ranges');
  // The command line may be the first that wants the folder.
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await saveFile(join(dataFolder, keptName), text, 0o600);
  return found;
}

/** The body, or null when it is larger than any list of ranges. */
async function download(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    // AWS sends nobody elsewhere: a redirect is the answer of whoever stands in between.
    const response = await fetch(url, { signal, redirect: 'manual' });
    if (!response.ok) throw refused(url, String(response.status));
    return await bodyOf(response);
  } catch (error) {
    const { hostname: host } = new URL(url);
    throw new FailureError(classify(error, { action, region: '', profile: '', host }), {
      cause: error,
    });
  }
}

async function bodyOf(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function refused(url: string, reason: string): FailureError {
  const { hostname } = new URL(url);
  return new FailureError({
    code: 'aws-refused',
    action,
    region: '',
    reason,
    detail: hostname,
  });
}

function rangesIn(text: string): ServiceRanges | null {
  const parsed = publishedSchema.safeParse(asJson(text));
  if (!parsed.success) return null;
  const { prefixes, ipv6_prefixes: ipv6, createDate = null } = parsed.data;
  return {
    ranges: [
      ...prefixes.map(({ ip_prefix: cidr, region, service }) => ({ cidr, region, service })),
      ...ipv6.map(({ ipv6_prefix: cidr, region, service }) => ({ cidr, region, service })),
    ],
    made: createDate === null ? null : createDate.slice(0, 10),
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
