// Builds src/husay/web/static/husay/vendor from the pinned npm packages. See README.md.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import subsetFont from 'subset-font';
import { trimTabler } from './tabler.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const statics = join(here, '../../src/husay/web/static/husay');
const vendor = join(statics, 'vendor');
const modules = join(here, 'node_modules');
const OWN = ['husay.css', 'parts.css'];

async function versionOf(name) {
  return JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8')).version;
}

/** Writes one package's VERSION file: what it is, which version, how it was made. */
async function note(folder, name, how) {
  const version = await versionOf(name);
  await writeFile(join(vendor, folder, 'VERSION'), `${name} ${version}\n${how}\n`);
}

async function echarts() {
  await mkdir(join(vendor, 'echarts'), { recursive: true });
  await build({
    entryPoints: [join(here, 'echarts.entry.js')],
    outfile: join(vendor, 'echarts/echarts.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'echarts',
    target: 'es2020',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: '/*! Apache ECharts and ZRender, custom build. See LICENSE and NOTICE. */' },
  });
  for (const file of ['LICENSE', 'NOTICE']) {
    await copyFile(join(modules, 'echarts', file), join(vendor, 'echarts', file));
  }
  await copyFile(join(modules, 'zrender/LICENSE'), join(vendor, 'echarts/LICENSE-zrender'));
  await note('echarts', 'echarts', 'Only the parts named in scripts/vendor-assets/echarts.entry.js, minified.');
}

async function htmx() {
  await mkdir(join(vendor, 'htmx'), { recursive: true });
  const text = await readFile(join(modules, 'htmx.org/dist/htmx.min.js'), 'utf8');
  // The package's map file is not vendored, and the manifest storage would look for it.
  await writeFile(join(vendor, 'htmx/htmx.js'), text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'));
  await copyFile(join(modules, 'htmx.org/LICENSE'), join(vendor, 'htmx/LICENSE'));
  await note('htmx', 'htmx.org', 'As published (dist/htmx.min.js), without its source map line.');
}

async function tabler() {
  await mkdir(join(vendor, 'tabler'), { recursive: true });
  const source = await readFile(join(modules, '@tabler/core/dist/css/tabler.css'), 'utf8');
  const own = await Promise.all(OWN.map((file) => readFile(join(statics, file), 'utf8')));
  const trimmed = trimTabler(source, own.join('\n'));
  const { code } = await transform(trimmed, { loader: 'css', minify: true, legalComments: 'inline' });
  await writeFile(join(vendor, 'tabler/tabler.css'), code);
  await copyFile(join(here, 'LICENSE-tabler'), join(vendor, 'tabler/LICENSE'));
  await note('tabler', '@tabler/core', 'Only the classes named in scripts/vendor-assets/tabler.keep.mjs, minified.');
}

/** The peso sign alone, for systems whose font lacks it (Debian's Liberation Sans does). */
async function peso() {
  await mkdir(join(vendor, 'peso'), { recursive: true });
  for (const weight of [400, 700]) {
    const font = await readFile(join(modules, `@fontsource/arimo/files/arimo-latin-ext-${weight}-normal.woff2`));
    await writeFile(join(vendor, `peso/peso-${weight}.woff2`), await subsetFont(font, '₱', { targetFormat: 'woff2' }));
  }
  await copyFile(join(modules, '@fontsource/arimo/LICENSE'), join(vendor, 'peso/LICENSE'));
  await note('peso', '@fontsource/arimo', 'The sign ₱ only, in two weights.');
}

await rm(vendor, { recursive: true, force: true });
await Promise.all([echarts(), htmx(), tabler(), peso()]);
for (const file of ['echarts/echarts.js', 'htmx/htmx.js', 'tabler/tabler.css', 'peso/peso-400.woff2']) {
  const bytes = await readFile(join(vendor, file));
  console.log(`${file}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`);
}
