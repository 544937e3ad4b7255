/** SOCKS messages as a client would write them, for tests. */

function portBytes(port: number): Buffer {
  return Buffer.from([port >> 8, port & 255]);
}

export function greeting(...methods: readonly number[]): Buffer {
  return Buffer.from([5, methods.length, ...methods]);
}

export function socks5Name(name: string | Buffer, port: number, command = 1): Buffer {
  const bytes = Buffer.from(name);
  return Buffer.concat([Buffer.from([5, command, 0, 3, bytes.length]), bytes, portBytes(port)]);
}

export function socks5Ipv4(address: string, port: number): Buffer {
  const bytes = address.split('.').map(Number);
  return Buffer.concat([Buffer.from([5, 1, 0, 1, ...bytes]), portBytes(port)]);
}

export function socks5Ipv6(hex: string, port: number): Buffer {
  return Buffer.concat([Buffer.from([5, 1, 0, 4]), Buffer.from(hex, 'hex'), portBytes(port)]);
}

export function socks4(address: string, port: number, userId = '', command = 1): Buffer {
  return Buffer.concat([
    Buffer.from([4, command]),
    portBytes(port),
    Buffer.from(address.split('.').map(Number)),
    Buffer.from(userId),
    Buffer.from([0]),
  ]);
}

export function socks4a(name: string | Buffer, port: number, userId = ''): Buffer {
  return Buffer.concat([socks4('0.0.0.1', port, userId), Buffer.from(name), Buffer.from([0])]);
}
