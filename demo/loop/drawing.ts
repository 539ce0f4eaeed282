/** What the pictures of the loop are drawn with. */
const turn = Math.PI * 2;

/** A swing of -1..1 that completes `cycles` whole turns per loop. `t` is the moment, 0..1. */
export function swing(t: number, cycles: number, phase = 0): number {
  return Math.sin(turn * (cycles * t + phase));
}

/** 0 outside, 1 inside, eased over `edge`: `from` and `to` in 0..1. */
export function between(t: number, from: number, to: number, edge: number): number {
  const ease = (x: number) => {
    const clamped = Math.min(1, Math.max(0, x));
    return clamped * clamped * (3 - 2 * clamped);
  };
  return ease((t - from) / edge) * ease((to - t) / edge);
}

/** A cut kiwi: the green that the whole table is about. */
export function kiwiHalf(x: number, y: number, r: number): string {
  const seeds = Array.from({ length: 18 }, (_, index) => {
    const angle = (index / 18) * turn;
    return `<ellipse cx="${x + Math.cos(angle) * r * 0.5}" cy="${y + Math.sin(angle) * r * 0.5}" rx="${r * 0.03}" ry="${r * 0.075}" fill="#1d2410" transform="rotate(${(index / 18) * 360 + 90} ${x + Math.cos(angle) * r * 0.5} ${y + Math.sin(angle) * r * 0.5})"/>`;
  });
  return `<circle cx="${x}" cy="${y}" r="${r}" fill="#6d4c22"/><circle cx="${x}" cy="${y}" r="${r * 0.92}" fill="url(#flesh)"/>${seeds.join("")}`;
}
