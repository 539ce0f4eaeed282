/** A quiet pad and a few plucked notes that close into themselves: the loop's sound, as samples. */
export const sampleRateHz = 44_100;

const turn = Math.PI * 2;
/** Four chords, one per quarter of the loop: F, C, D minor, B flat, in the fifth-rich voicing of a slow folk song. */
const chordsHz: readonly (readonly number[])[] = [
  [87.31, 174.61, 261.63, 440.0],
  [130.81, 196.0, 261.63, 392.0],
  [146.83, 220.0, 293.66, 349.23],
  [116.54, 174.61, 233.08, 349.23],
];
const pluckedHz = [
  523.25, 587.33, 698.46, 783.99, 880.0, 698.46, 587.33, 523.25, 440.0, 523.25, 587.33, 698.46,
] as const;

/**
 * One round of `frames` stereo samples, interleaved, signed 16 bit; the end leads into the beginning. `semitones` sets the
 * key and `turned` lets the melody begin elsewhere, so that two rooms do not sound alike.
 */
export function music(frames: number, semitones: number, turned: number): Int16Array {
  const key = 2 ** (semitones / 12);
  const seconds = frames / sampleRateHz;
  const left = new Float64Array(frames);
  const right = new Float64Array(frames);
  for (const [quarter, chord] of chordsHz.entries()) {
    for (const [voice, hz] of chord.entries())
      addPad(left, right, (quarter + 0.5) / 4, wholeTurns(hz * key, seconds), voice);
  }
  for (const index of pluckedHz.keys()) {
    const hz = (pluckedHz[(index * (1 + (turned % 2) * 4) + turned) % pluckedHz.length] ?? 0) * key;
    addPluck(left, right, (index + 0.25) / pluckedHz.length, hz, index);
  }
  const out = new Int16Array(frames * 2);
  for (let frame = 0; frame < frames; frame += 1) {
    out[frame * 2] = Math.round(Math.tanh(left[frame] ?? 0) * 32_767);
    out[frame * 2 + 1] = Math.round(Math.tanh(right[frame] ?? 0) * 32_767);
  }
  return out;
}

/** The nearest frequency, in turns per loop, that completes whole turns in it. */
function wholeTurns(hz: number, seconds: number): number {
  return Math.round(hz * seconds);
}

/** A held tone that swells around the moment `center` (0..1 of the loop) and is silent half a loop away. */
function addPad(left: Float64Array, right: Float64Array, center: number, turns: number, voice: number): void {
  const frames = left.length;
  const level = 0.026 / (1 + voice * 0.35);
  for (let frame = 0; frame < frames; frame += 1) {
    const t = frame / frames;
    const away = Math.abs(((t - center + 1.5) % 1) - 0.5);
    if (away > 0.22) continue;
    const swell = Math.cos((away / 0.22) * (Math.PI / 2)) ** 2;
    const tone = Math.sin(turn * turns * t) + 0.25 * Math.sin(turn * turns * 2 * t + voice);
    const drift = 0.5 + 0.18 * Math.sin(turn * (3 + voice) * t);
    left[frame] = (left[frame] ?? 0) + tone * swell * level * 2 * drift;
    right[frame] = (right[frame] ?? 0) + tone * swell * level * 2 * (1 - drift);
  }
}

/** A plucked string that rings for two seconds, around the seam if need be. */
function addPluck(left: Float64Array, right: Float64Array, start: number, hz: number, index: number): void {
  const frames = left.length;
  const from = Math.round(start * frames);
  const pan = 0.5 + 0.3 * Math.sin(index * 1.7);
  for (let age = 0; age < 2 * sampleRateHz; age += 1) {
    const seconds = age / sampleRateHz;
    const attack = Math.min(1, seconds / 0.012);
    const fade = attack * Math.exp(-seconds * 2.6) * Math.min(1, (2 - seconds) * 4);
    const tone = Math.sin(turn * hz * seconds) + 0.3 * Math.exp(-seconds * 4) * Math.sin(turn * hz * 2.001 * seconds);
    const frame = (from + age) % frames;
    left[frame] = (left[frame] ?? 0) + tone * fade * 0.03 * (1 - pan);
    right[frame] = (right[frame] ?? 0) + tone * fade * 0.03 * pan;
  }
}
