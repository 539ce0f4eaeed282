export const app = {
  newVersion: "有新版本了。",
  takeNewVersion: "现在更新",
  install: "把老铁放到主屏幕",
  installText: "像应用一样打开，没网也能进。",
  installDo: "安装",
  theme: "外观",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
} as const;
