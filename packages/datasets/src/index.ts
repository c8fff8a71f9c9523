export type { DatasetArrays } from './array-source.js';
export type { ByteSource } from './bytes.js';
export { type CsvOptions, type CsvStreamOptions, readCsv, streamCsv } from './csv/read-csv.js';
export type { CsvSource } from './csv/records.js';
export { Dataset, type RowTransform } from './dataset.js';
export { type IdxDatasetOptions, readIdxDataset } from './idx/idx-dataset.js';
export {
  type IdxStream,
  type IdxStreamOptions,
  parseIdx,
  type ReadIdxOptions,
  readIdx,
  readIdxStream,
} from './idx/read-idx.js';
export { type WriteIdxOptions, writeIdx } from './idx/write-idx.js';
export type { MapOptions, MappedSample, MapSample, Sample } from './mapped-source.js';
export {
  address,
  type DownloadProgress,
  type FileSource,
  folder,
  npmPackage,
  type ReadContext,
  type WantedFile,
} from './mnist/file-source.js';
export type { ImageData, LoadOptions } from './mnist/load-image-set.js';
export { fashionMnist, mnist } from './mnist/mnist.js';
export type { ArrayInput, NestedNumbers } from './nested-arrays.js';
export { type NormalizerMaker, normalizerFromJSON } from './normalization/from-json.js';
export { type MinMaxOptions, minMax } from './normalization/min-max.js';
export { affine, type Normalizer, type NormalizerJson } from './normalization/normalizer.js';
export { scaleToUnit } from './normalization/scale-to-unit.js';
export { standardize } from './normalization/standardize.js';
export type { SplitOptions } from './split.js';
export {
  type OpenStream,
  StreamedDataset,
  type StreamMapOptions,
  type StreamOptions,
  type StreamSample,
} from './streamed-dataset.js';
export { blobs, circles, type ManyClassOptions, moons, type SyntheticOptions, spirals, xor } from './synthetic.js';
