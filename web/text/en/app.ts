export const app = {
  newVersion: "A new version is here.",
  takeNewVersion: "Use it now",
  install: "Put Laotie on your home screen",
  installText: "It opens like an app, also without a network.",
  installDo: "Install",
  theme: "Appearance",
  themes: { system: "System", light: "Light", dark: "Dark" },
} as const;
