/** What the network sees of a picture. */
export interface PictureFeatures {
  /** [49, patch width]: a 7 × 7 grid over the picture, row by row. */
  readonly patches: Float32Array
  /** [regions, region width]: the whole picture, then detected things, surest and largest first. */
  readonly regions: Float32Array
}
