import { defineConfig } from "vite";

import { pruneTokens } from "./prune.ts";

// django-vite reads the manifest; Django serves dist/ under /static/ww/.
export default defineConfig({
  base: "/static/ww/",
  css: { postcss: { plugins: [pruneTokens()] } },
  build: {
    manifest: true,
    chunkSizeWarningLimit: 1200, // the map library, loaded only when somebody asks for the zooming map
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: ["src/main.ts", "src/dialogue.ts", "src/work.ts", "src/room-task.ts", "src/editor.ts"] },
  },
});
