/** What makes a shell take a word literally. */
function quoted(word: string): string {
  return `"${word.replaceAll(/[\\"$`]/g, "\\$&")}"`;
}

/** A command that sends a film as a live picture: 720x1280, 30 frames, 2500 kbit/s, a key frame every 2 s. */
export function ffmpegLine(server_url: string, secret: string | null): string {
  const target = `${server_url.replace(/\/+$/, "")}/${secret ?? "STREAM_KEY"}`;
  const fit = "scale=720:1280:force_original_aspect_ratio=decrease,pad=720:1280:(ow-iw)/2:(oh-ih)/2";
  const video =
    "-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -r 30 -g 60 -b:v 2500k -maxrate 2500k -bufsize 2500k";
  return `ffmpeg -re -stream_loop -1 -i film.mp4 -vf ${quoted(fit)} ${video} -c:a aac -b:a 128k -ar 44100 -f flv ${quoted(target)}`;
}
