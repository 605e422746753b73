/** What the network sees of a picture. */
export interface PictureFeatures {
  /** [49, width]: a 7 × 7 grid, row by row. */
  readonly patches: Float32Array
  /** [regions, width]: detected things, surest first; none is fine. */
  readonly regions: Float32Array
  readonly width: number
}
