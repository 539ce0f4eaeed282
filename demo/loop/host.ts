/** Old Zhou: breathes, blinks, talks, waves, lifts an orange and then half a kiwi. */
import { between, kiwiHalf, swing } from "./drawing.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

const blinks = [0.06, 0.19, 0.31, 0.335, 0.47, 0.6, 0.74, 0.86, 0.95] as const;

/** The host at moment `t` (0..1) of the loop. */
export function host(t: number): string {
  const breath = swing(t, 5) * 3;
  const lean = swing(t, 2) * 7;
  const nod = swing(t, 6) * 3 + swing(t, 4, 0.2) * 2;
  return `<g transform="translate(${lean.toFixed(2)} 0)">${body(breath)}<g transform="translate(${(lean * 0.5).toFixed(2)} ${(breath * 0.7 + 18).toFixed(2)}) rotate(${(nod * 0.7).toFixed(2)} 360 560)">${head(t)}</g>${arms(t, breath)}</g>`;
}

function body(breath: number): string {
  const y = 640 - breath;
  return `<path d="M150 960 C150 ${y + 90} 196 ${y + 40} 292 ${y + 12} L428 ${y + 12} C524 ${y + 40} 570 ${y + 90} 570 960z" fill="url(#coat)"/>
<path d="M316 ${y - 40} h88 v52 q-44 46 -88 0z" fill="#cf9565"/><path d="M300 ${y + 8} q60 74 120 0 l22 10 q-82 104 -164 0z" fill="#f3e7d2"/>
<path d="M268 ${y + 120} h184 l26 220 h-236z" fill="url(#apron)"/><path d="M276 ${y + 122} L306 ${y + 16} M444 ${y + 122} L414 ${y + 16}" stroke="#2b2622" stroke-width="15"/>
<rect x="330" y="${y + 134}" width="60" height="60" rx="8" fill="#e5431f"/><text x="360" y="${y + 181}" font-family="Noto Serif CJK SC" font-weight="900" font-size="46" fill="#fff" text-anchor="middle">铁</text>`;
}

function head(t: number): string {
  const open = 1 - Math.max(...blinks.map((at) => between(t, at - 0.006, at + 0.006, 0.005)));
  const eye = (x: number) =>
    open < 0.35
      ? `<path d="M${x - 13} 496 q13 8 26 0" stroke="#2a1a12" stroke-width="5" fill="none" stroke-linecap="round"/>`
      : `<ellipse cx="${x}" cy="494" rx="9" ry="${(11 * open).toFixed(2)}" fill="#2a1a12"/><circle cx="${x + 3}" cy="490" r="3" fill="#fff"/>`;
  const brow = swing(t, 4, 0.1) * 3;
  return `<ellipse cx="278" cy="506" rx="17" ry="25" fill="#d69c6c"/><ellipse cx="442" cy="506" rx="17" ry="25" fill="#d69c6c"/>
<path d="M282 470 C282 400 438 400 438 470 L436 530 C430 592 396 618 360 618 C324 618 290 592 284 530z" fill="url(#skin)"/>
<path d="M282 486 C280 430 300 418 360 418 C420 418 440 430 438 486 C428 452 412 444 360 444 C308 444 292 452 282 486z" fill="#2a1a12"/>
<ellipse cx="308" cy="540" rx="20" ry="13" fill="#e08863" opacity=".42"/><ellipse cx="412" cy="540" rx="20" ry="13" fill="#e08863" opacity=".42"/>
<path d="M308 ${470 - brow} q20 -12 38 -2 M374 ${468 - brow} q20 -10 38 2" stroke="#2a1a12" stroke-width="7" fill="none" stroke-linecap="round"/>${eye(328)}${eye(392)}
<path d="M360 506 q-12 30 -6 34 q8 5 16 0" stroke="#b97f55" stroke-width="5" fill="none" stroke-linecap="round"/>${mouth(t)}
<path d="M206 446 C236 398 484 398 514 446 C470 424 250 424 206 446z" fill="#a67c3b"/><path d="M206 444 C230 402 290 398 296 388 C304 330 416 330 424 388 C430 398 490 402 514 444 C450 418 270 418 206 444z" fill="url(#straw)"/><path d="M293 396 C330 380 390 380 427 396 L425 378 C390 362 330 362 295 378z" fill="#c23a20"/>`;
}

/** Speech: syllables inside sentences, with a smile in the pauses. */
function mouth(t: number): string {
  const speaking = Math.max(...[0, 1, 2, 3].map((n) => between(t, n / 4 + 0.02, n / 4 + 0.17, 0.015)));
  const syllable = Math.abs(swing(t, 37)) * (0.6 + 0.4 * swing(t, 11));
  const openPx = speaking * syllable * 17;
  if (openPx < 2.5)
    return `<path d="M330 566 q30 24 60 0" stroke="#7a3322" stroke-width="6" fill="none" stroke-linecap="round"/>`;
  return `<path d="M330 564 q30 ${(6 + openPx * 0.2).toFixed(1)} 60 0 q-6 ${(openPx * 1.7 + 12).toFixed(1)} -30 ${(openPx * 1.7 + 12).toFixed(1)} q-24 0 -30 ${(-openPx * 1.7 - 12).toFixed(1)}z" fill="#6a2418"/><path d="M338 567 q22 8 44 0 l-3 6 q-19 5 -38 0z" fill="#fff8ee"/>`;
}

function arms(t: number, breath: number): string {
  const waving = between(t, 0.01, 0.22, 0.05);
  const showing = between(t, 0.26, 0.48, 0.05);
  const halving = between(t, 0.51, 0.76, 0.05);
  const opening = between(t, 0.78, 0.99, 0.05);
  const wave = swing(t, 20) * 26 * waving;
  const leftRest = { x: 248, y: 862 };
  const rightRest = { x: 478, y: 866 };
  const left = mix(
    mix(leftRest, { x: 128 + wave, y: 560 - Math.abs(wave) * 0.2 }, waving),
    { x: 196, y: 760 + swing(t, 8) * 8 },
    opening,
  );
  const lifted = { x: 476 + swing(t, 9) * 7, y: 738 + swing(t, 6) * 6 };
  const right = mix(
    mix(mix(rightRest, lifted, showing), { x: 452 + swing(t, 7) * 8, y: 730 + swing(t, 8) * 7 }, halving),
    { x: 528, y: 758 + swing(t, 8, 0.3) * 8 },
    opening,
  );
  const held = `${showing > 0.02 ? scaled(right, showing, `<circle r="50" fill="url(#orange)"/><path d="M-4 -46 q10 -12 20 -4" stroke="#4f6d2c" stroke-width="7" fill="none" stroke-linecap="round"/>`) : ""}${halving > 0.02 ? scaled(right, halving, kiwiHalf(0, 0, 50)) : ""}`;
  return `${arm({ x: 196, y: 716 - breath }, left, -1)}${hand(left, wave, waving)}${arm({ x: 524, y: 716 - breath }, right, 1)}${held}${fingers(right, Math.max(showing, halving))}`;
}

function mix(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function scaled(at: Point, share: number, drawing: string): string {
  return `<g transform="translate(${at.x.toFixed(1)} ${(at.y - 44).toFixed(1)}) scale(${share.toFixed(3)})">${drawing}</g>`;
}

/** Shoulder, elbow, wrist: two bones of equal length; `side` bends the elbow outward. */
function arm(shoulder: Point, wrist: Point, side: -1 | 1): string {
  const bone = 128;
  const dx = wrist.x - shoulder.x;
  const dy = wrist.y - shoulder.y;
  const reach = Math.min(Math.hypot(dx, dy), bone * 2 - 1);
  const height = Math.sqrt(bone * bone - (reach / 2) ** 2);
  const length = Math.max(1, Math.hypot(dx, dy));
  const bend = dy > 0 ? side : side * 0.9;
  const elbow = {
    x: shoulder.x + dx / 2 + (Math.abs(dy) / length) * height * bend,
    y: shoulder.y + dy / 2 + (Math.abs(dx) / length) * height * 0.8,
  };
  const joint = (point: Point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
  const sleeveEnd = mix(elbow, wrist, 0.72);
  return `<path d="M${joint(elbow)} L${joint(wrist)}" stroke="#dca778" stroke-width="38" stroke-linecap="round" fill="none"/><path d="M${joint(shoulder)} Q${joint(mix(shoulder, elbow, 0.6))} ${joint(elbow)} L${joint(sleeveEnd)}" stroke="#6d2214" stroke-width="70" stroke-linecap="round" stroke-linejoin="round" fill="none"/><path d="M${joint(shoulder)} Q${joint(mix(shoulder, elbow, 0.6))} ${joint(elbow)} L${joint(sleeveEnd)}" stroke="#96341f" stroke-width="60" stroke-linecap="round" stroke-linejoin="round" fill="none"/>`;
}

/** An open palm; while waving the fingers point up. */
function hand(at: Point, tilt: number, raised: number): string {
  const angle = (1 - raised) * 150 + tilt * 0.6;
  const finger = [-21, -7, 7, 21].map(
    (x, index) =>
      `<path d="M${x} -16 L${x * 1.3} ${index === 0 || index === 3 ? -46 : -54}" stroke="#e6b384" stroke-width="13" stroke-linecap="round"/>`,
  );
  return `<g transform="translate(${at.x.toFixed(1)} ${at.y.toFixed(1)}) rotate(${angle.toFixed(1)})">${finger.join("")}<path d="M24 4 L42 -16" stroke="#dca778" stroke-width="14" stroke-linecap="round"/><circle cy="-4" r="30" fill="#e6b384"/></g>`;
}

/** The hand that holds: a fist, with its fingers in front of the fruit. */
function fingers(at: Point, holding: number): string {
  const finger = [-24, -8, 8, 24].map(
    (x) =>
      `<path d="M${x} 6 q${x * 0.1} -16 ${-x * 0.12} -22" stroke="#e6b384" stroke-width="15" stroke-linecap="round" fill="none"/>`,
  );
  return `<g transform="translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})"><ellipse cy="6" rx="34" ry="26" fill="#dca778"/>${holding > 0.1 ? finger.join("") : ""}</g>`;
}
