package datasets

// resource is a published file and the MD5 that torchvision lists for it.
type resource struct {
	name string
	md5  string
}

// family is a dataset in MNIST's form: which files it has, where they are
// published and what its classes are called.
type family struct {
	name    string
	mirrors []string
	// train and test each hold the images and the labels.
	train, test [2]resource
	classes     []string
}

// The tables are those of torchvision/datasets/mnist.py.
var (
	mnistFamily = family{
		name: "MNIST",
		mirrors: []string{
			"https://ossci-datasets.s3.amazonaws.com/mnist/",
			"http://yann.lecun.com/exdb/mnist/",
		},
		train: [2]resource{
			{"train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"},
			{"train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432"},
		},
		test: [2]resource{
			{"t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3"},
			{"t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c"},
		},
		classes: []string{
			"0 - zero", "1 - one", "2 - two", "3 - three", "4 - four",
			"5 - five", "6 - six", "7 - seven", "8 - eight", "9 - nine",
		},
	}
	fashionFamily = family{
		name:    "FashionMNIST",
		mirrors: []string{"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"},
		train: [2]resource{
			{"train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"},
			{"train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"},
		},
		test: [2]resource{
			{"t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"},
			{"t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"},
		},
		classes: []string{
			"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
			"Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
		},
	}
	kuzushijiFamily = family{
		name:    "KMNIST",
		mirrors: []string{"http://codh.rois.ac.jp/kmnist/dataset/kmnist/"},
		train: [2]resource{
			{"train-images-idx3-ubyte.gz", "bdb82020997e1d708af4cf47b453dcf7"},
			{"train-labels-idx1-ubyte.gz", "e144d726b3acfaa3e44228e80efcd344"},
		},
		test: [2]resource{
			{"t10k-images-idx3-ubyte.gz", "5c965bf0a639b31b8f53240b1b52f4d7"},
			{"t10k-labels-idx1-ubyte.gz", "7320c461ea6c1c855c0b718fb2a4b134"},
		},
		classes: []string{"o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"},
	}
)

// files returns all four resources.
func (f *family) files() []resource {
	return append(f.train[:], f.test[:]...)
}
