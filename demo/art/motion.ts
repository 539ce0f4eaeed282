/** How things move in a film: everything returns to where it began when `t`, the moment 0..1, comes round. */
const turn = Math.PI * 2;

/** A swing of -1..1 that completes `cycles` whole turns per film. */
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

/** How far something that rises `cycles` times per film has come, 0..1; `phase` sets the rest apart. */
export function rising(t: number, cycles: number, phase: number): number {
  return (t * cycles + phase) % 1;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function toward(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
