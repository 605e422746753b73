// Draws the sample's pictures and makes the sample project with the program's own command line.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { childEnvironment, onceFor, pinnedNode, root } from './setup.mjs'
import { scenes } from './sample/scenes.mjs'

const folder = join(root, 'out', 'sample')
const pictures = join(folder, 'pictures')
export const sampleProject = join(folder, 'Sample.vsgn')

/** Renders every scene to WebP. */
async function drawPictures() {
  const { default: sharp } = await import('sharp')
  mkdirSync(pictures, { recursive: true })
  for (const [id, draw] of Object.entries(scenes)) {
    const image = await sharp(Buffer.from(draw())).webp({ quality: 88 }).toBuffer()
    writeFileSync(join(pictures, `${id}.webp`), image)
  }
}

/** The program's command line, run from source with the pinned Node. Stops the script when it fails. */
function vsgn(...args) {
  const result = spawnSync(pinnedNode(), [join(root, 'src', 'main', 'hosts', 'cli', 'main.ts'), ...args], {
    cwd: root,
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 2],
  })
  if (result.status !== 0) {
    console.error(`The sample project could not be made: vsgn ${args[0]} failed.`)
    process.exit(1)
  }
}

/** Makes out/sample/Sample.vsgn: the posts, their pictures, a few already reviewed, all read by the bundled model. */
export function ensureSample() {
  const inputs = [
    'resources/sample',
    'resources/models',
    'tools/sample',
    'tools/sample.mjs',
    'src/main/store/migrations',
  ]
  onceFor('sample', inputs, 'out/sample/Sample.vsgn', () => {
    console.error('Drawing the sample pictures and reading them with the bundled model …')
    rmSync(folder, { recursive: true, force: true })
    const drawn = spawnSync(pinnedNode(), [import.meta.filename], {
      cwd: root,
      env: childEnvironment(),
      stdio: ['ignore', 2, 2],
    })
    if (drawn.status !== 0) return drawn.status ?? 1
    vsgn('new', sampleProject)
    vsgn('import', sampleProject, join(root, 'resources', 'sample', 'posts.jsonl'), '--pictures', pictures)
    vsgn('predict', sampleProject, '--which', 'all', '--device', 'cpu')
    return 0
  })
}

if (process.argv[1] === import.meta.filename) await drawPictures()
