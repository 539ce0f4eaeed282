import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { prefetch } from "./api/hooks.ts";
import { queryClient } from "./api/client.ts";
import { installApp } from "./frame/new-version.ts";
import { router } from "./router.tsx";
import { TextProvider } from "./text/provider.tsx";
import { loadWords } from "./text/words.ts";
import { theme, wear } from "./ui/theme.ts";
import { Toasts } from "./ui/toast.tsx";
import { listenToBack } from "./ui/use-back.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

wear(theme.get());
installApp();
listenToBack(router.history);
prefetch("getDeployment", {});
// The page's own code and data are fetched beside the texts, not after them; what the server drew stays until all are here.
await Promise.all([loadWords(), router.load()]);
// In slices: a slow phone stays answerable while the first page is put together.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <TextProvider>
          <RouterProvider router={router} />
          <Toasts />
        </TextProvider>
      </QueryClientProvider>
    </StrictMode>,
  ),
);
