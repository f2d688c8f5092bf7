"""What must be so of every questionnaire: claims, each proven, or refuted by a questionnaire that the engine confirms."""
