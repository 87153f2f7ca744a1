"""A statens hus: several public agencies under one roof, as a governed pilot. One package, one capability."""
