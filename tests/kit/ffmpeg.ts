import { spawn } from "node:child_process";

export interface Encoder {
  /** What it said last, for a failing test. */
  output(): string;
  /** Ends it at once, as a power cut would: nothing is said to the server. */
  kill(): Promise<void>;
}

const film = ["-f", "lavfi", "-i", "testsrc2=size=720x1280:rate=30", "-f", "lavfi", "-i", "sine=frequency=440"];
const codecs = "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 60 -b:v 1500k -c:a aac".split(" ");

/** A real encoder, as hosts use it: ffmpeg sends a moving test picture and a tone to the ingest. */
export function publishWithFfmpeg(rtmp: { readonly host: string; readonly port: number }, key: string): Encoder {
  const target = `rtmp://${rtmp.host}:${rtmp.port}/live/${key}`;
  const child = spawn("ffmpeg", ["-loglevel", "warning", "-re", ...film, ...codecs, "-f", "flv", target], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4000)));
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      said += String(error);
      resolve();
    });
  });
  return {
    output: () => said,
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
