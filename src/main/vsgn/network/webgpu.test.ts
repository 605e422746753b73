import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

/** Debian's Chromium brings a Vulkan loader and SwiftShader, a Vulkan device made of CPU code. */
const CHROMIUM = '/usr/lib/chromium'
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`
const available = existsSync(DRIVER) && existsSync(`${CHROMIUM}/libvulkan.so.1`)
const reason = available ? '' : ` (skipped: ${DRIVER} and a Vulkan loader beside it are not installed)`

/** SwiftShader compiles hundreds of shaders first; that takes long on a busy machine. */
const PATIENCE_MS = 240_000

describe('the serving graph on WebGPU', () => {
  it.skipIf(!available)(
    `runs there as a whole and agrees with the CPU${reason}`,
    async () => {
      const program = fileURLToPath(new URL('testing/webgpuParity.ts', import.meta.url))
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], {
        timeout: PATIENCE_MS,
        maxBuffer: 64 * 2 ** 20,
        env: {
          ...process.env,
          LD_LIBRARY_PATH: CHROMIUM,
          VK_ICD_FILENAMES: DRIVER,
          VK_DRIVER_FILES: DRIVER,
          XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? tmpdir(),
        },
      })
      const differences = JSON.parse(stdout) as Record<string, number>
      expect(Object.keys(differences)).toContain('emissions')
      expect(Object.keys(differences)).toHaveLength(8)
      expect(Object.entries(differences).filter(([, difference]) => !(difference <= 1e-4))).toEqual([])
      expect(stderr).toContain('All nodes placed on [WebGpuExecutionProvider]')
    },
    PATIENCE_MS,
  )
})
