// A name server: fake-resolver ADDRESS FILE. FILE holds what it answers, as JSON by name:
// { "a": ["192.0.2.1"], "aaaa": [], "delayMs": 0, "silent": false }. A name it does not hold does not
// exist (NXDOMAIN). Prints a line when it listens.
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';

const [address = '', file = ''] = process.argv.slice(2);
const socket = createSocket('udp4');
const types = { a: 1, aaaa: 28 };

/** @param {Buffer} query @returns {{ name: string, type: number, end: number }} */
function questionOf(query) {
  const labels = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** @param {string} text @returns {Buffer} */
function bytesOf(text) {
  if (!isIPv6(text)) return Buffer.from(text.split('.').map(Number));
  const [head = '', tail = ''] = text.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const words = [...before, ...zeros, ...after].map((word) => Number.parseInt(word, 16));
  return Buffer.from(words.flatMap((word) => [word >> 8, word & 255]));
}

socket.on('message', (query, from) => {
  const { name, type, end } = questionOf(query);
  const known = JSON.parse(readFileSync(file, 'utf8'))[name];
  if (known?.silent === true) return;
  const texts = type === types.a ? known?.a : type === types.aaaa ? known?.aaaa : [];
  const answers = (texts ?? []).map((/** @type {string} */ text) => {
    const data = bytesOf(text);
    const head = Buffer.from([0xc0, 12, type >> 8, type & 255, 0, 1, 0, 0, 0, 0, 0, data.length]);
    return Buffer.concat([head, data]);
  });
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  const answer = Buffer.concat([header, query.subarray(12, end), ...answers]);
  setTimeout(() => socket.send(answer, from.port, from.address), known?.delayMs ?? 0);
});
socket.bind(53, address, () => console.log('ready'));
