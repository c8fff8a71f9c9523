// tfjs registers the gradients of its operations only with tfjs-layers (or tfjs's union package): without this import, a layer or loss
// made of plain tfjs operations could not be differentiated. In Node no other entry of tfjs-core does it.
import '@tensorflow/tfjs-layers';
