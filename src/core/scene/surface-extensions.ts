/** The endings of files of measured surfaces, without the dot; JSON is read too, but may be a scene. */
export const surfaceExtensions: readonly string[] = ['h5', 'hdf5', 'mat', 'npz', 'npy', 'csv', 'tsv', 'txt']
