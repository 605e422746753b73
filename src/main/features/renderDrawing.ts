import sharp from 'sharp'

const READS_SVG = { operation: ['VipsForeignLoadSvgBuffer'] }

/** A drawing of our own, given as SVG text, as PNG. Pictures of others are never read as vector graphics. */
export async function renderDrawing(svg: string): Promise<Buffer> {
  sharp.unblock(READS_SVG)
  try {
    return await sharp(Buffer.from(svg)).png().toBuffer()
  } finally {
    sharp.block(READS_SVG)
  }
}
