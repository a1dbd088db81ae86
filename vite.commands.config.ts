import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The commands of an operator (backup, restore, rebuild): the server's own code, without pages, beside the built app. */
export default defineConfig({
  resolve: { alias: { $lib: join(import.meta.dirname, 'src', 'lib') } },
  publicDir: false,
  build: {
    ssr: join('src', 'lib', 'server', 'commands', 'commands.ts'),
    outDir: join('build', 'commands'),
    target: 'node20',
  },
});
