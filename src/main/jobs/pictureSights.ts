import type { FeatureCache } from '../features/vision/featureCache.ts'
import type { Sighting } from '../features/vision/sighting.ts'
import { hashFile } from '../system/hashFile.ts'
import type { VisionClient } from './visionClient.ts'

/** Sights of pictures, seen once and then remembered. */
export interface PictureSights {
  /** Never rejects. `hash`: SHA-256 of the file, worked out when it is not known. */
  of(path: string, hash?: string): Promise<Sighting>
}

export function createPictureSights(vision: VisionClient, cache: FeatureCache): PictureSights {
  return {
    of: async (path, hash) => {
      const key = hash ?? (await hashFile(path).catch(() => null))
      if (key === null) return { sight: null, reason: `${path} cannot be read.` }
      const known = await cache.get(key)
      if (known !== null) return { sight: known, reason: null }
      const look = await vision.look(path)
      if (look.state === 'unavailable') return { sight: null, reason: look.reason, unavailable: true }
      if (look.state !== 'seen') return { sight: null, reason: look.reason }
      await cache.put(key, look.sight)
      return { sight: look.sight, reason: null }
    },
  }
}
