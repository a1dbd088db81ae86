import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../scripts/build.js';

/** A route of the built app. */
export interface BuiltRoute {
  /** As Kit spells it: /api/v1/uploads/[id]. */
  id: string;
  isPage: boolean;
  /** Methods that its code takes: of a page GET, and POST where it has actions. */
  methods: string[];
  /** A path that leads to it, to nothing that there is. */
  path: string;
}

interface Manifest {
  _: {
    nodes: (() => Promise<{ server?: { actions?: object } }>)[];
    routes: {
      id: string;
      page: { leaf: number } | null;
      endpoint: (() => Promise<object>) | null;
    }[];
  };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Every route of the build, from the list that Kit itself answers by. */
export async function builtRoutes(): Promise<BuiltRoute[]> {
  const file = join(ROOT, '.svelte-kit', 'output', 'server', 'manifest-full.js');
  const { manifest } = (await import(pathToFileURL(file).href)) as { manifest: Manifest };
  return Promise.all(
    manifest._.routes.map(async ({ id, page, endpoint }) => {
      const node = page ? await manifest._.nodes[page.leaf]?.() : undefined;
      const code = endpoint ? await endpoint() : {};
      const methods = METHODS.filter((method) => method in code);
      if (page) methods.push('GET', ...(node?.server?.actions ? ['POST'] : []));
      return { id, isPage: page !== null, methods, path: pathOf(id) };
    }),
  );
}

function pathOf(id: string): string {
  const path = id
    .replaceAll(/\/\([^)]*\)/g, '')
    .replaceAll(/\[\.\.\.[^\]]*\]/g, 'none')
    .replaceAll(/\[\w+=report\]/g, '00000000-0000-4000-8000-000000000000')
    .replaceAll('[secret]', 'A'.repeat(43))
    .replaceAll(/\[[^\]]*\]/g, 'none');
  return path || '/';
}
