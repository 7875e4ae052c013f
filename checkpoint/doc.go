// Package checkpoint saves a run and resumes it: networks, optimizers, schedulers, loaders,
// generators and plain values in one file, which Python reads as it reads its own.
//
//	run := checkpoint.State{
//		"net": net, "optimizer": optimizer, "scheduler": scheduler, "loader": loader,
//		"rng": torch.DefaultGenerator(torch.CPU), "epoch": &epoch,
//	}
//	err := checkpoint.Save("run.pt", run)
//	…
//	err := checkpoint.Load("run.pt", run) // into the same values
//
// In Python torch.load("run.pt") is a dict whose "net" and "optimizer" are what
// load_state_dict takes. A run that was interrupted after any step goes on, here or
// there, with the bits of one that was not; docs/checkpoints.md has the recipe for both.
//
// [Manager] saves every so many steps, keeps the last files and the best one, and finds the
// latest that is whole.
package checkpoint
