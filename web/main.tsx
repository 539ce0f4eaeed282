import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { prefetch } from "./api/hooks.ts";
import { queryClient } from "./api/client.ts";
import { router } from "./router.tsx";
import { locale } from "./text/locale.ts";
import { loadMessages, TextProvider } from "./text/provider.tsx";
import { Toasts } from "./ui/toast.tsx";
import { listenToBack } from "./ui/use-back.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

listenToBack(() => router.history.location.state.__TSR_key);
prefetch("getDeployment", {});
// The page's own code and data are fetched beside the texts, not after them; what the server drew stays until all are here.
const [initial] = await Promise.all([loadMessages(locale.get()), router.load()]);
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TextProvider initial={initial}>
        <RouterProvider router={router} />
        <Toasts />
      </TextProvider>
    </QueryClientProvider>
  </StrictMode>,
);
