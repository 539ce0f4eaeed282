/** Head to shoulders: what makes one host a different person from the next. The head's middle is at 360, 500. */
import { ball, blend, circle, dim, ellipse, face, leaf, lit, path, put, stroke, times, type Svg } from "./paint.ts";

export interface Look {
  /** Six hex digits each. */
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  readonly hairStyle: "cropped" | "receding" | "swept" | "bun" | "bob" | "braid" | "waves" | "permed";
  readonly hat?: "straw" | "beanie" | "scarf" | "cap";
  readonly hatHex?: string;
  readonly glasses?: boolean;
  readonly beard?: "stubble" | "moustache" | "goatee";
  readonly woman?: boolean;
  readonly age: "young" | "middle" | "old";
  /** Worn over the shirt. */
  readonly over: "apron" | "vest" | "cardigan" | "none";
  readonly overHex: string;
}

/** How the face is at a moment: `open` 0..1 of the eyes, `mouthPx`, `brow` in px upward. */
export interface Face {
  readonly open: number;
  readonly mouthPx: number;
  readonly brow: number;
}

export function hairBehind(look: Look): Svg {
  const hair = face(look.hair);
  if (look.hairStyle === "bob")
    return path(
      "M262 470C250 380 470 380 458 470C470 530 470 590 452 616C420 634 300 634 268 616C250 590 250 530 262 470z",
      hair,
    );
  if (look.hairStyle === "waves")
    return path(
      "M258 470C240 370 480 370 462 470C492 540 470 600 500 680C470 730 430 700 420 640H300C290 700 250 730 220 680C250 600 228 540 258 470z",
      hair,
    );
  if (look.hairStyle === "permed")
    return times(11, (n) =>
      circle(360 + Math.cos((n / 10) * 3.5 - 3.32) * 92, 486 + Math.sin((n / 10) * 3.5 - 3.32) * 84, 42, hair),
    );
  if (look.hairStyle === "bun")
    return `${circle(360, 386, 48, ball(look.hair))}${stroke("M326 402q34 18 68 0", `#${dim(look.hair, 0.5)}`, 4)}${path("M270 480C262 390 458 390 450 480L440 560H280z", hair)}`;
  if (look.hairStyle === "braid") return path("M266 470C256 380 464 380 454 470L448 590Q360 630 272 590z", hair);
  return "";
}

export function head(look: Look, { open, mouthPx, brow }: Face): Svg {
  const dark = `#${dim(look.hair, look.age === "old" ? 0.1 : 0.35)}`;
  const line = `#${dim(look.skin, 0.36)}`;
  const jaw = look.woman
    ? "M285 468C284 402 436 402 435 468L432 530C424 584 388 616 360 616C332 616 296 584 288 530z"
    : "M282 470C282 400 438 400 438 470L436 532C430 592 396 618 360 618C324 618 290 592 284 532z";
  const ears = `${ellipse(281, 508, 16, 24, `#${dim(look.skin, 0.14)}`)}${ellipse(439, 508, 16, 24, `#${dim(look.skin, 0.18)}`)}${look.woman ? `${circle(279, 536, 6, "#e0b04a")}${circle(441, 536, 6, "#e0b04a")}` : ""}`;
  return `${ears}${path(jaw, ball(look.skin))}${path(look.woman ? "M392 606C418 588 428 560 431 520C428 576 398 612 368 616z" : "M396 604C424 588 434 560 436 516C432 580 404 614 372 618z", `#${dim(look.skin, 0.3)}`, 'opacity=".35"')}${cheeks(look)}${age(look, line)}${beard(look)}${eyes(look, open, dark)}${brows(look, brow, dark)}${stroke("M360 508q-11 28 -5 33q8 5 15 0", line, 5)}${mouth(look, mouthPx)}${hairInFront(look)}${hat(look)}${look.glasses ? glasses() : ""}`;
}

function cheeks(look: Look): Svg {
  return `${ellipse(309, 544, 24, 16, "#e2604a", 'opacity=".22"')}${ellipse(411, 544, 24, 16, "#e2604a", 'opacity=".22"')}${ellipse(338, 462, 36, 24, `#${lit(look.skin, 0.5)}`, 'opacity=".22"')}`;
}

function age(look: Look, line: string): Svg {
  if (look.age === "young") return "";
  const folds = stroke("M318 552q-10 14 -6 26M402 552q10 14 6 26", line, 3.5, 'opacity=".5"');
  if (look.age === "middle") return folds;
  return `${folds}${stroke("M298 500l-12 -5M299 508l-13 3M422 500l12 -5M421 508l13 3M330 450q30 -6 60 0M312 516q14 8 26 3M382 519q14 5 26 -3", line, 3, 'opacity=".5"')}`;
}

function beard(look: Look): Svg {
  const hair = `#${look.hair}`;
  if (look.beard === "stubble")
    return path(
      "M286 536C292 596 326 618 360 618S428 596 434 536C424 560 404 556 396 552Q360 540 324 552C316 556 296 560 286 536z",
      hair,
      'opacity=".2"',
    );
  if (look.beard === "moustache")
    return path("M322 558Q340 540 360 550Q380 540 398 558Q378 560 360 557Q342 560 322 558z", hair);
  if (look.beard === "goatee")
    return `${path("M326 556Q342 542 360 550Q378 542 394 556Q378 556 360 555Q342 556 326 556z", hair)}${path("M338 598Q360 590 382 598Q380 656 360 668Q340 656 338 598z", hair)}`;
  return "";
}

function eyes(look: Look, open: number, dark: string): Svg {
  return [328, 392]
    .map((x) => {
      const out = x < 360 ? -1 : 1;
      const lash = look.woman ? stroke(`M${x + out * 13} ${494 - 6 * open}l${out * 8} -6`, "#241712", 4) : "";
      if (open < 0.35) return `${stroke(`M${x - 13} 496q13 8 26 0`, "#241712", 5)}${lash}`;
      return `${ellipse(x, 495, 15, 12.5 * open, "#fffaf2")}${ellipse(x, 495, 9.5, 11.5 * open, "#2c1c14")}${circle(x + 3, 490, 3.4, "#fff")}${stroke(`M${x - 15} ${493 - 5 * open}q15 ${-13 * open} 30 0`, dark, look.woman ? 5 : 4)}${lash}`;
    })
    .join("");
}

function brows(look: Look, brow: number, dark: string): Svg {
  const width = look.woman ? 5 : 8;
  return stroke(`M306 ${468 - brow}q20 -13 40 -3M374 ${465 - brow}q20 -10 40 3`, dark, width);
}

/** Open while a syllable lasts, a smile between sentences. */
function mouth(look: Look, mouthPx: number): Svg {
  const lips = look.woman ? "#b8433c" : `#${dim(look.skin, 0.5)}`;
  if (mouthPx < 2.5) return stroke("M331 570q29 22 58 0", lips, look.woman ? 7 : 6);
  const drop = (mouthPx * 1.6 + 11).toFixed(1);
  const shape = `M332 567q28 ${(5 + mouthPx * 0.2).toFixed(1)} 56 0q-6 ${drop} -28 ${drop}q-22 0 -28 -${drop}z`;
  return `${path(shape, "#6a2018", look.woman ? 'stroke="#b8433c" stroke-width="5" stroke-linejoin="round"' : "")}${path("M340 570q20 7 40 0l-3 6q-17 5 -34 0z", "#fff8ee")}`;
}

function hairInFront(look: Look): Svg {
  const hair = face(look.hair);
  const sides = "M282 500C276 430 296 406 360 404C424 406 444 430 438 500C434 470 430 456 422 448";
  switch (look.hairStyle) {
    case "cropped":
      return path(`${sides}C400 436 320 436 298 448C290 456 286 470 282 500z`, hair);
    case "receding":
      return `${path("M281 508C274 460 284 432 302 424C294 446 290 470 288 500z", hair)}${path("M439 508C446 460 436 432 418 424C426 446 430 470 432 500z", hair)}${path("M306 420C330 402 390 402 414 420C390 412 330 412 306 420z", hair, 'opacity=".7"')}`;
    case "swept":
      return path(
        "M280 496C268 396 340 372 400 388C440 396 456 440 440 500C436 474 430 462 420 452C380 462 330 448 316 430C302 444 288 466 280 496z",
        hair,
      );
    case "permed":
      return times(7, (n) => circle(292 + n * 23, 434 - Math.sin((n / 6) * 3.14) * 22, 27, hair));
    case "bob":
      return path(
        "M272 540C262 420 300 400 360 400S458 420 448 540C440 510 436 480 430 466C390 474 340 472 290 464C284 480 280 510 272 540z",
        hair,
      );
    default:
      return path(
        "M276 530C266 420 300 402 360 402S454 420 444 530C442 490 430 456 372 428C340 462 300 462 288 476C282 494 280 510 276 530z",
        hair,
      );
  }
}

function hat(look: Look): Svg {
  const hex = look.hatHex ?? "d9b46a";
  switch (look.hat) {
    case "straw":
      return `${path("M206 446C236 398 484 398 514 446C470 424 250 424 206 446z", "#a67c3b")}${path("M206 444C230 402 290 398 296 388C304 330 416 330 424 388C430 398 490 402 514 444C450 418 270 418 206 444z", blend("f3dba0", "c79a51"))}${path("M293 396C330 380 390 380 427 396L425 378C390 362 330 362 295 378z", "#c23a20")}${times(9, (n) => stroke(`M${236 + n * 31} ${430 - Math.sin((n / 8) * 3.14) * 20}q6 -10 ${(n - 4) * -3} -16`, "#a67c3b", 2.5, 'opacity=".5"'))}`;
    case "beanie":
      return `${path("M272 462C262 340 458 340 448 462C420 436 300 436 272 462z", face(hex))}${times(7, (n) => stroke(`M${292 + n * 23} 434q${(n - 3) * -1} -26 ${(n - 3) * -4} -44`, `#${dim(hex, 0.3)}`, 3, 'opacity=".5"'))}${path("M268 468C276 424 444 424 452 468C430 448 290 448 268 468z", `#${lit(hex, 0.2)}`)}${circle(360, 364, 20, ball(lit(hex, 0.3)))}`;
    case "scarf":
      return `${path("M270 478C258 360 462 360 450 478C420 430 300 430 270 478z", face(hex))}${times(12, (n) => circle(292 + (n % 6) * 27, 398 + Math.floor(n / 6) * 26, 5, "#fff6e2", 'opacity=".8"'))}${path("M444 462q40 6 46 46q-30 -6 -50 -20z", face(dim(hex, 0.15)))}`;
    case "cap":
      return `${path("M276 456C270 362 450 362 444 456Q360 430 276 456z", face(hex))}${path("M276 456Q360 424 444 456Q452 470 440 474Q360 446 280 474Q268 470 276 456z", `#${dim(hex, 0.3)}`)}`;
    default:
      return "";
  }
}

function glasses(): Svg {
  return `${circle(326, 497, 27, "#ffffff", 'fill-opacity=".14" stroke="#3b2a20" stroke-width="5"')}${circle(394, 497, 27, "#ffffff", 'fill-opacity=".14" stroke="#3b2a20" stroke-width="5"')}${stroke("M353 494q7 -5 14 0M299 492l-16 -4M421 492l16 -4", "#3b2a20", 5)}${stroke("M312 484l10 -8M380 484l10 -8", "#ffffff", 4, 'opacity=".6"')}`;
}

/** Neck, shoulders and clothes; `breath` in px upward. */
export function body(look: Look, breath: number): Svg {
  const y = 640 - breath;
  const wide = look.woman ? 16 : 0;
  const shape = `M${150 + wide} 980C${150 + wide} ${y + 100} ${190 + wide} ${y + 44} 296 ${y + 14}L424 ${y + 14}C${530 - wide} ${y + 44} ${570 - wide} ${y + 100} ${570 - wide} 980z`;
  const neck = path(`M320 ${y - 44}h80v54q-40 44 -80 0z`, blend(dim(look.skin, 0.32), dim(look.skin, 0.12)));
  const folds = stroke(
    `M230 ${y + 130}q20 90 6 190M490 ${y + 130}q-20 90 -6 190`,
    `#${dim(look.shirt, 0.35)}`,
    5,
    'opacity=".35"',
  );
  return `${path(shape, face(look.shirt))}${folds}${neck}${path(`M300 ${y + 8}q60 72 120 0l20 12q-80 100 -160 0z`, `#${lit(look.shirt, 0.55)}`)}${worn(look, y)}`;
}

function worn(look: Look, y: number): Svg {
  const hex = look.overHex;
  if (look.over === "apron")
    return `${stroke(`M278 ${y + 128}L306 ${y + 22}M442 ${y + 128}L414 ${y + 22}`, `#${dim(hex, 0.25)}`, 15)}${path(`M268 ${y + 122}h184l30 240h-244z`, face(hex))}${stroke(`M276 ${y + 134}h168`, `#${lit(hex, 0.4)}`, 3, 'stroke-dasharray="9 7" opacity=".7"')}`;
  if (look.over === "vest")
    return `${path(`M176 980C190 ${y + 110} 236 ${y + 40} 300 ${y + 18}L338 ${y + 120} 330 980z`, face(hex))}${path(`M544 980C530 ${y + 110} 484 ${y + 40} 420 ${y + 18}L382 ${y + 120} 390 980z`, face(dim(hex, 0.12)))}${times(4, (n) => stroke(`M196 ${y + 150 + n * 52}q70 14 134 0M390 ${y + 150 + n * 52}q70 14 134 0`, `#${dim(hex, 0.4)}`, 4, 'opacity=".5"'))}`;
  if (look.over === "cardigan")
    return `${path(`M168 980C180 ${y + 104} 230 ${y + 36} 298 ${y + 16}L352 ${y + 190} 346 980z`, face(hex))}${path(`M552 980C540 ${y + 104} 490 ${y + 36} 422 ${y + 16}L366 ${y + 190} 374 980z`, face(dim(hex, 0.1)))}${times(3, (n) => circle(350, y + 206 + n * 42, 7, `#${lit(hex, 0.6)}`))}`;
  return "";
}

/** A braid that falls over the shoulder; drawn after the body. */
export function braid(look: Look, sway: number): Svg {
  if (look.hairStyle !== "braid") return "";
  return `${times(7, (n) => put(path("M-20 -16Q0 -30 20 -16L14 14Q0 26 -14 14z", face(n % 2 === 0 ? look.hair : dim(look.hair, 0.15))), 282 - n * 3 + (sway * n) / 6, 610 + n * 27, 1 - n * 0.05, 8))}${put(leaf(40, 14, "b5402a"), 262 + sway, 800, 1, 180)}${ellipse(264 + sway, 790, 14, 8, "#b5402a")}`;
}
