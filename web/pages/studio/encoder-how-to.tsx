import { useTranslations } from "use-intl";
import { useCall } from "../../api/hooks.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { Facts, Section } from "../../ui/page.tsx";
import { ffmpegLine } from "./ffmpeg-line.ts";

/** How to set up OBS, with the exact values, and a line for those who use ffmpeg. */
export function EncoderHowTo({ secret }: { readonly secret: string | null }) {
  const t = useTranslations("studio.how");
  const server_url = useCall("getStreamKey", {}).data?.server_url;
  return (
    <Section title={t("title")}>
      <ol className="grid list-decimal gap-2 pl-5 marker:text-muted">
        <li>{t("one")}</li>
        <li>{t("two")}</li>
        <li>{t("three")}</li>
        <li>{t("four")}</li>
      </ol>
      <div className="mt-4 rounded-s bg-wash p-3 text-sm">
        <Facts
          rows={[
            [t("encoder"), "x264"],
            [t("bitrate"), "2500 Kbps"],
            [t("keyframes"), "2 s"],
            [t("preset"), "veryfast"],
            [t("tune"), "zerolatency"],
            [t("size"), "720x1280"],
            [t("fps"), "30"],
          ]}
        />
      </div>
      {server_url !== undefined && (
        <div className="mt-4 grid gap-1.5">
          <CopyField
            key={String(secret !== null)}
            label={t("ffmpeg")}
            value={ffmpegLine(server_url, secret)}
            secret={secret !== null}
          />
          {secret === null && <p className="text-xs text-muted">{t("ffmpegNoKey")}</p>}
        </div>
      )}
    </Section>
  );
}
