import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/*
 * A reader for plain zip files (PKWARE APPNOTE 4.3), enough to unpack one known archive: neither
 * unzip nor Python is on every machine, and Node carries the inflater.
 */

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** The end record is 22 bytes and may carry a comment of up to 65,535 more. */
const endSearch = 22 + 0xffff;

/**
 * @typedef {object} ZipEntry
 * @property {string} name with forward slashes; ends with one for a folder.
 * @property {number} method 0 stored, 8 deflated.
 * @property {number} packed bytes in the archive.
 * @property {number} size bytes unpacked.
 * @property {number} mode Unix permissions, 0 when not recorded.
 * @property {number} offset of its local header.
 */

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function readAt(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('the zip file ends too early');
  return buffer;
}

/** @param {import('node:fs/promises').FileHandle} file */
async function readDirectory(file) {
  const { size } = await file.stat();
  const length = Math.min(size, endSearch);
  const tail = await readAt(file, size - length, length);
  for (let at = length - 22; at >= 0; at--) {
    // The signature may also occur inside the comment; the real record's comment ends the file.
    const ends = at + 22 + tail.readUInt16LE(at + 20) === tail.length;
    if (!ends || tail.readUInt32LE(at) !== endSignature) continue;
    return readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  }
  throw new Error('not a zip file: no end record');
}

/**
 * Every entry of an archive, in its own order.
 *
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>}
 */
async function listEntries(file) {
  const directory = await readDirectory(file);
  const entries = [];
  for (let at = 0; at < directory.length; ) {
    if (directory.readUInt32LE(at) !== entrySignature) throw new Error('damaged zip directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {string} zip
 * @param {import('node:fs/promises').FileHandle} file
 * @param {ZipEntry} entry
 * @param {string} target
 */
async function unpackEntry(zip, file, entry, target) {
  const header = await readAt(file, entry.offset, 30);
  if (header.readUInt32LE(0) !== localSignature) throw new Error(`damaged zip entry ${entry.name}`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await mkdir(dirname(target), { recursive: true });
  const output = createWriteStream(target);
  if (entry.packed === 0) {
    output.end();
    await finished(output);
  } else {
    const input = createReadStream(zip, { start, end: start + entry.packed - 1 });
    if (entry.method === 8) await pipeline(input, createInflateRaw(), output);
    else if (entry.method === 0) await pipeline(input, output);
    else throw new Error(`zip method ${entry.method} of ${entry.name} is not known`);
  }
  if (output.bytesWritten !== entry.size) throw new Error(`${entry.name} has the wrong length`);
  if (entry.mode !== 0) await chmod(target, entry.mode);
}

/**
 * Unpacks the files of an archive for which `place` answers a path, relative to `folder`.
 *
 * @param {string} zip path of an archive under 4 GiB (no Zip64).
 * @param {string} folder
 * @param {(name: string) => string | null} place null leaves the entry out.
 * @returns {Promise<number>} how many files were written.
 * @throws {Error} when the archive is damaged or an entry would land outside the folder.
 */
export async function unpackZip(zip, folder, place) {
  const file = await open(zip);
  let count = 0;
  try {
    for (const entry of await listEntries(file)) {
      const path = entry.name.endsWith('/') ? null : place(entry.name);
      if (path === null) continue;
      const target = normalize(join(folder, path));
      if (!target.startsWith(folder + sep))
        throw new Error(`${entry.name} leads out of the folder`);
      await unpackEntry(zip, file, entry, target);
      count += 1;
    }
  } finally {
    await file.close();
  }
  return count;
}
