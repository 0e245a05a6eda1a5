#pragma once
// What both parts of the program, compiled for different instruction sets, offer the main function.

/// What a part found out about itself.
struct findings {
    float rounded;     ///< a·b + c·d as this part's convolution rounds it
    int lanes;         ///< the floats of one of its registers
    char const* wrong; ///< what the engine computed wrongly, or nothing
};

findings narrow_part();
findings wide_part();

/// Throw a shape_error, each from its own code.
void narrow_misfit();
void wide_misfit();
