/** A host in motion: breathes, blinks, talks, and does with two hands what the set asks for. */
import { body, braid, hairBehind, head, type Look } from "./look.ts";
import { between, swing, toward, type Point } from "./motion.ts";
import { dim, ellipse, lit, put, stroke, type Svg } from "./paint.ts";

/** What the hands do from `from` to `to` (0..1). A hand left out goes on with what it did. */
export interface Act {
  readonly from: number;
  readonly to: number;
  readonly left?: Point;
  readonly right?: Point;
  /** What the right hand holds, its grip at 0,0. */
  readonly held?: Svg;
  /** The left hand greets. */
  readonly waves?: boolean;
}

export interface Pose {
  /** Where the hands are when no act moves them. */
  readonly left: Point;
  readonly right: Point;
  readonly acts: readonly Act[];
  /** Tells people apart in time as well: shifts blinks and nods. */
  readonly phase: number;
}

const blinks = [0.06, 0.19, 0.31, 0.335, 0.47, 0.6, 0.74, 0.86, 0.95] as const;

/** The host at moment `t` of the film, behind the table. */
export function person(look: Look, pose: Pose, t: number): Svg {
  const breath = swing(t, 6) * 3;
  const lean = swing(t, 2, pose.phase) * 7;
  const nod = swing(t, 7, pose.phase) * 3 + swing(t, 4, 0.2 + pose.phase) * 2;
  const headAt = `translate(${(lean * 0.5).toFixed(2)} ${(breath * 0.7 + 18).toFixed(2)}) rotate(${(nod * 0.7).toFixed(2)} 360 580)`;
  const open = 1 - Math.max(...blinks.map((at) => between((t + pose.phase) % 1, at - 0.006, at + 0.006, 0.005)));
  const face = { open, mouthPx: speech(t), brow: swing(t, 5, pose.phase) * 3 };
  return `<g transform="translate(${lean.toFixed(2)} 0)"><g transform="${headAt}">${hairBehind(look)}</g>${body(look, breath)}<g transform="${headAt}">${head(look, face)}</g>${braid(look, swing(t, 4) * 5)}${arms(look, pose, t, breath)}</g>`;
}

/** Only the person, at rest: for a portrait. */
export function bust(look: Look): Svg {
  return `<g transform="translate(0 18)">${hairBehind(look)}</g>${body(look, 0)}<g transform="translate(0 18)">${head(look, { open: 1, mouthPx: 0, brow: 2 })}</g>${braid(look, 0)}`;
}

/** Syllables inside four sentences, in px of an open mouth. */
function speech(t: number): number {
  const speaking = Math.max(...[0, 1, 2, 3].map((n) => between(t, n / 4 + 0.02, n / 4 + 0.18, 0.015)));
  return speaking * Math.abs(swing(t, 43)) * (0.6 + 0.4 * swing(t, 13)) * 16;
}

function arms(look: Look, pose: Pose, t: number, breath: number): Svg {
  let { left, right } = pose;
  let held = "";
  let waving = 0;
  for (const act of pose.acts) {
    const share = between(t, act.from, act.to, 0.045);
    if (share <= 0) continue;
    const stir = { x: swing(t, 9, act.from) * 7 * share, y: swing(t, 7, act.to) * 6 * share };
    if (act.left !== undefined) left = toward(left, { x: act.left.x + stir.x, y: act.left.y + stir.y }, share);
    if (act.right !== undefined) right = toward(right, { x: act.right.x - stir.x, y: act.right.y + stir.y }, share);
    if (act.waves) waving = share;
    if (act.held !== undefined && share > 0.02)
      held += put(act.held, right.x, right.y, Math.max(0.02, share), swing(t, 6) * 4);
  }
  const wave = swing(t, 20) * 26 * waving;
  left = { x: left.x + wave, y: left.y };
  const inset = look.woman ? 14 : 0;
  return `${arm(look, { x: 206 + inset, y: 722 - breath }, left, -1)}${hand(look, left, -1, waving, wave)}${arm(look, { x: 514 - inset, y: 722 - breath }, right, 1)}${held}${held === "" ? hand(look, right, 1, 0, 0) : grip(look, right)}`;
}

/** Shoulder, elbow, wrist: two bones of equal length, the elbow outward and down. */
function arm(look: Look, shoulder: Point, wrist: Point, side: -1 | 1): Svg {
  const dx = wrist.x - shoulder.x;
  const dy = wrist.y - shoulder.y;
  const length = Math.max(1, Math.hypot(dx, dy));
  const bone = Math.max(112, length / 2 + 2);
  const bend = Math.sqrt(bone * bone - (length / 2) ** 2);
  const across = { x: -dy / length, y: dx / length };
  const sign = across.x * side + across.y * 0.4 > 0 ? 1 : -1;
  const elbow = { x: shoulder.x + dx / 2 + across.x * bend * sign, y: shoulder.y + dy / 2 + across.y * bend * sign };
  const at = (point: Point): string => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
  const cuff = toward(elbow, wrist, 0.58);
  const sleeve = look.over === "cardigan" ? look.overHex : look.shirt;
  const bent = `M${at(shoulder)}Q${at(toward(shoulder, elbow, 0.92))} ${at(toward(elbow, cuff, 0.2))}L${at(cuff)}`;
  return `${stroke(`M${at(elbow)}L${at(wrist)}`, `#${dim(look.skin, 0.12)}`, 36)}${stroke(`M${at(elbow)}L${at(wrist)}`, `#${look.skin}`, 24)}${stroke(bent, `#${dim(sleeve, 0.22)}`, 64)}${stroke(bent, `#${sleeve}`, 58)}${stroke(bent, `#${lit(sleeve, 0.16)}`, 18, `transform="translate(${-7} -8)" opacity=".55"`)}<path d="M${at(toward(elbow, wrist, 0.57))}L${at(toward(elbow, wrist, 0.66))}" stroke="#${lit(sleeve, 0.35)}" stroke-width="60"/>`;
}

/** At rest a loose hand, raised an open palm. */
function hand(look: Look, at: Point, side: -1 | 1, raised: number, tilt: number): Svg {
  const shade = `#${dim(look.skin, 0.12)}`;
  const fingers = [-20, -7, 6, 19]
    .map((x, n) =>
      stroke(
        `M${x} -14L${x * (1 + raised * 0.35)} ${-30 - raised * (n === 0 || n === 3 ? 16 : 26)}`,
        `#${lit(look.skin, 0.06)}`,
        13,
      ),
    )
    .join("");
  const lines = [-13, 0, 12]
    .map((x) => stroke(`M${x} -18V${-30 - raised * 10}`, shade, 2.4, `opacity="${0.7 - raised * 0.5}"`))
    .join("");
  const palm = `${stroke(`M${-side * 24} 4L${-side * 40} ${-12 - raised * 8}`, shade, 14)}${fingers}${ellipse(0, -2, 29, 28, `#${look.skin}`)}${lines}`;
  return put(palm, at.x, at.y, 1, (1 - raised) * side * -152 + tilt * 0.6);
}

/** The hand that holds: fingers in front. */
function grip(look: Look, at: Point): Svg {
  const finger = (x: number): Svg => stroke(`M${x} 8q${x * 0.1} -14 ${-x * 0.12} -20`, `#${lit(look.skin, 0.06)}`, 15);
  return put(
    `${ellipse(0, 8, 34, 26, `#${dim(look.skin, 0.1)}`)}${[-24, -8, 8, 24].map(finger).join("")}${[-16, 0, 16].map((x) => stroke(`M${x} 6v-12`, `#${dim(look.skin, 0.25)}`, 2)).join("")}`,
    at.x,
    at.y,
  );
}
