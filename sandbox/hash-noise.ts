function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** A number in [0, 1) that depends on nothing but its arguments: the sandbox's only source of chance. */
export function noise(seed: number, subject: number, day: number, salt: number): number {
  const x = mix(mix(mix(mix(seed + 0x9e3779b9) ^ subject) + Math.imul(day, 0x85ebca6b)) ^ (salt * 0x27d4eb2f));
  return (x >>> 0) / 4_294_967_296;
}

/** One of `items`, chosen by a number in [0, 1). */
export function pick<T>(items: readonly [T, ...T[]], chance: number): T {
  return items[Math.floor(chance * items.length)] ?? items[0];
}
